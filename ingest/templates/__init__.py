"""Empty workbooks to fill in, made from the layouts alone; what is filled in reads back exactly."""
