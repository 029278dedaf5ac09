"""Goals and measures, offers and why they fit, referrals and what consent lets go with them."""
