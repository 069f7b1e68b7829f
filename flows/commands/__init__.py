"""What the commands of `jianbao` do, one module a group; imported when a command runs."""
