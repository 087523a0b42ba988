extension FaultExample {
  /// Variables, secrets, matrix, conditions.
  static let language = table(
    """
    variables: {Suite: a}
    description: ${Suite}
    > 5:13: `Suite` is not a variable's name
    > hint: names are lower-case letters, digits and `_`, the first a letter

    description: ${HOME} and ${nothing}
    > 5:14: `${HOME}` names no variable
    > hint: declare it under `variables`, or write `$${HOME}` for the text itself
    > 5:26: there is no variable `nothing`
    > hint: declare it under `variables`, or write `$${nothing}` for the text itself

    variables: {suite: noble}
    description: a ${siute} b
    > 6:16: there is no variable `siute`
    > hint: did you mean `${suite}`?

    description: a ${suite
    > 5:16: `${` has no `}`
    > hint: write `$${` for the text itself

    variables: {size: {type: number}}
    description: ${size}
    > 5:13: the variable `size` has no value
    > hint: give one: --set size=…, or give it a `default`

    variables: {size: {type: number, default: big}}
    description: ${size}
    > 5:43: `size` must be a number, not `big`

    variables: {size: {choices: [small, large], default: smal}}
    description: ${size}
    > 5:54: `size` must be one of `small`, `large`, not `smal`
    > hint: did you mean `small`?

    variables: {size: {value: 1}}
    description: ${size}
    > 5:20: unknown key `value` in `size`
    > hint: the value unless something else gives one is `default`

    variables: {size: 1, unused: 2}
    disk: {size: "${size} GiB"}
    > 5:22: warning: the variable `unused` is not used

    variables: {count: many}
    builder: {cpus: "${count}"}
    > 6:17: `cpus` must be a whole number from 1 to 64, not `${count}`

    variables: {db_password: hunter22}
    description: ${db_password}
    > 5:26: warning: `db_password` looks like a secret in plain text
    > hint: declare it under `secrets`, or create it when the machine first boots

    secrets: {db: hunter22}
    > 5:15: `db` must say where the secret is, not what it is
    > hint: write {environment: NAME}, {file: PATH} or {command: [PROGRAM, …]}

    secrets: {db: {environment: DB, file: x}}
    > 5:33: `db` takes either `environment` or `file` or `command`, not both

    secrets: {db: {environment: DB}}
    description: ${secret.db}
    > 6:14: a secret cannot stand here: the value would be kept in the clear
    > hint: secrets go into `write.content`, templates, password hashes and answer files, and through `secrets` into the environment of scripts

    secrets: {db: {environment: DB}}
    > 5:11: warning: the secret `db` is not used

    secrets: {db: {environment: DB}}
    steps: [{secrets: [bd], run: {script: x}}]
    > 6:20: there is no secret `bd`
    > hint: did you mean `db`?

    matrix: {suite: []}
    > 5:17: `suite` has no values

    matrix: {suite: bookworm}
    > 5:17: `suite` must be a list, not `bookworm`
    > hint: write [bookworm]

    matrix: {suite: [bookworm, trixie]}
    > 2:7: 2 builds of the matrix have the name `web`
    > hint: put the axes into it, such as `name: web-${suite}`

    matrix: {suite: [bookworm]}
    variables: {suite: trixie}
    > 6:13: `suite` is a variable and an axis of the matrix
    > hint: give one of them another name

    steps: [{when: suite == 'a', run: {script: x}}]
    > 5:16: there is no variable or fact `suite`
    > hint: a text stands in quotes: 'suite'

    steps: [{when: os.distri == 'debian', run: {script: x}}]
    > 5:16: there is no variable or fact `os.distri`
    > hint: did you mean `os.distro`?

    steps: [{when: os.version = 12, run: {script: x}}]
    > 5:16: `when` is no condition: `=` compares nothing: write `==`
    > hint: such as: suite == 'noble' and os.version >= 24.04

    steps: [{when: (os.version, run: {script: x}}]
    > 5:16: `when` is no condition: `)` is missing
    > hint: such as: suite == 'noble' and os.version >= 24.04

    steps: [{include: a.yml, when: "true"}]
    > 5:19: there is no `a.yml` in the recipe's folder
    > 5:26: an `include` has no other key
    > hint: put it into the steps of the part

    steps: [{include: "${a}.yml"}]
    > 5:19: `include` cannot hold variables: files are joined before there are any

    extends: ../a.yml
    > 5:10: `../a.yml` leads out of the recipe's folder
    > hint: a recipe reads only what lies beside it: copy the file there

    steps: [{shell: {inline: [x]}}]
    > 5:10: unknown key `shell` in a step
    > hint: a script is `run: {script: …}`
    """)
}
