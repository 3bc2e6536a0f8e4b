"""Answers under a banner of headings: crosstabs, groups in rows, sections, running text."""
