"""Compare readings with gold passages: precision, recall and F a topic, and floors that must hold."""
