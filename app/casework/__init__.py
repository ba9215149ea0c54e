"""Forward-deployed efforts (fremskudt sagsbehandling, misbrugsindsats, sundhedsindsats): a team from the departments
sits at a centre for two hours. *Session*: those two hours, planned in a *series*. *Visit*: somebody who came, waits,
talks and leaves, on the *board* that the whole team shares. *Conversation*: what was talked about and agreed.
"""
