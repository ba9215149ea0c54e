"""The register of citizens (borgere) who chose to be known: by alias or by name. Anonymous people have no record.

Also what is kept about them across features: income (forsørgelsesgrundlag), challenges (udfordringer), notes
and who may read them, and the timeline that other features add to. Used by centre and SKP workers and by the
caseworkers, addiction and health workers who visit.
"""
