from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "entregent.discovery"
    label = "discovery"
