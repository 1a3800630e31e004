"""What puts Entregent in front of a team: the files of deploy/, read as their programs read them."""
