# topics
