"""Values and tools that every other part uses: nodes, addresses, worker processes, page markup."""
