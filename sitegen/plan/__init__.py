"""A Library to Renditions: addresses, alternates, navigation and converted words."""

from sitegen.plan.compose import Plan, plan

__all__ = ["Plan", "plan"]
