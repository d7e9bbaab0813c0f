"""What the store holds about the pilot, as rows of the research set; nothing chosen yet."""
