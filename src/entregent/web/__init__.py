"""Where the rooms meet: settings, addresses, navigation, and the pages that span several rooms (Today, find, first account)."""
