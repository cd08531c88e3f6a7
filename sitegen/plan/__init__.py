"""A library to a plan: every page in every edition, complete, and all else that is to be printed."""

from sitegen.plan.compose import Plan, plan

__all__ = ["Plan", "plan"]
