"""People who log in and the workspaces they work in.

user · workspace (an organisation, or an agency's client) · membership · login link. Whatever belongs to a workspace is reached
through it; somebody from elsewhere finds nothing there.
"""
