"""Storage and the analytical layer."""
