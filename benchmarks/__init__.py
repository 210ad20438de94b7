"""Speed and memory of the main steps, beside lxml's own parse-and-validate in the same run."""
