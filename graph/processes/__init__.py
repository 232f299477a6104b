"""Which of the 32 process numbers in ids belongs to whom."""
