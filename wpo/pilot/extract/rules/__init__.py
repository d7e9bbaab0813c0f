"""The rules: which rows may be shown. They know people, numbers and weeks, and no store."""
