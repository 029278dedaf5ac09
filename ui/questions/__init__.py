"""One widget family per question type; catalogue.py is where types meet widgets."""
