"""Installing for Excel, taking it away again, and finding out what is wrong: ``ilr excel install|uninstall|doctor``."""
