"""What is learned from data in the public domain and ships as tables in ``gazetteers/``."""
