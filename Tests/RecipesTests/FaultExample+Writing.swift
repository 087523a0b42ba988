extension FaultExample {
  static let writing = table(
    """
    disk: {size: 4 GiB}
    name: other
    disk: {size: 5 GiB}
    > 6:1: the key `name` is given more than once
    > hint: the first one is on line 2; keep one of them
    > 7:1: the key `disk` is given more than once
    > hint: the first one is on line 5; keep one of them

    properties: {"a": 1, a: 2, a: 3}
    builder: {cpu: 1}
    > 5:22: the key `a` is given more than once
    > hint: the first one is on line 5; keep one of them
    > 5:28: the key `a` is given more than once
    > hint: the first one is on line 5; keep one of them
    > 6:11: unknown key `cpu` in `builder`
    > hint: did you mean `cpus`?

    disk:
    \tsize: 4 GiB
    > 6:1: a tab in the indentation: YAML indents with spaces only
    > hint: replace the tab with spaces

    description: a: b
    > 5:15: this is not YAML: mapping values are not allowed in this context
    > hint: put a text that contains `: ` in quotes

    description: @a
    > 5:14: this is not YAML: found character that cannot start any token \
    while scanning for the next token
    > hint: put a text that starts with this character in quotes

    ---
    version: 1
    > 5:1: this is not YAML: but found another document \
    expected a single document in the stream
    > hint: a file holds one recipe: remove the `---` and what follows

    description: *a
    > 5:14: this is not YAML: found undefined alias
    > hint: put a text that starts with `*` in quotes
    """)
}
