"""Figures for those who steer: counted, and shown only so that no small number can be worked out."""
