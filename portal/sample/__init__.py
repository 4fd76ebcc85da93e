"""The sample year: invented people, sites that are marked as samples, and a year of what happened to them."""
