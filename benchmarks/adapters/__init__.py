"""What turns the raw files of each public source into pairs, entities and queries."""
