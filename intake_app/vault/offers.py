"""SQL of the local provider landscape."""

from intake_app.records.offer import Offer, Provider
from intake_app.vault.bodies import bodies, body, keep_body
from intake_app.vault.database import Database


def keep_provider(database: Database, provider: Provider) -> None:
    """Add a provider or keep it as it is now."""
    keep_body(database, "providers", provider, {
        "id": provider.id, "name": provider.name, "source": provider.source, "source_id": provider.source_id,
    })  # fmt: skip


def provider(database: Database, provider_id: str) -> Provider | None:
    """Return one provider."""
    return body(database, Provider, "providers", "id = ?", (provider_id,))


def providers(database: Database) -> tuple[Provider, ...]:
    """Return all providers by name."""
    return bodies(database, Provider, "providers", order="name, id")


def remove_provider(database: Database, provider_id: str) -> None:
    """Take a provider out, and its offers with it."""
    database.execute("DELETE FROM providers WHERE id = ?", (provider_id,))


def keep_offer(database: Database, offer: Offer) -> None:
    """Add an offer or keep it as it is now."""
    keep_body(database, "offers", offer, {
        "id": offer.id, "provider_id": offer.provider_id, "name": offer.name, "source": offer.source,
        "source_id": offer.source_id,
    })  # fmt: skip


def offer(database: Database, offer_id: str) -> Offer | None:
    """Return one offer."""
    return body(database, Offer, "offers", "id = ?", (offer_id,))


def offers(database: Database) -> tuple[Offer, ...]:
    """Return all offers by name."""
    return bodies(database, Offer, "offers", order="name, id")


def remove_offer(database: Database, offer_id: str) -> None:
    """Take an offer out; referrals that name it keep its name."""
    database.execute("DELETE FROM offers WHERE id = ?", (offer_id,))
