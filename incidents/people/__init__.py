"""The people of the desk: roles, invitations, passwords, second factors and sign-ins; one service a verb, audited."""
