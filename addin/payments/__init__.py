"""What DfE paid, from its payment report, beside what the return can be expected to earn."""
