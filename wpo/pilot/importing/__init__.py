"""Import of what came by paper, form, mail or meeting: bytes, table, columns, judged rows."""
