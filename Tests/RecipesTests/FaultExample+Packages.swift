extension FaultExample {
  static let packages = table(
    """
    steps: [{packages: {repositories: [{name: "a b", url: ftp://x}]}}]
    > 5:43: `name` must be a name of letters, digits, `.`, `_` and `-`, the first a letter or digit, not `a b`
    > 5:55: `url` must be an http, https or file URL, not `ftp://x`

    steps: [{packages: {repositories: [{}]}}]
    > 5:36: a repository needs the key `name`
    > 5:36: a repository needs the key `url`

    steps: [{packages: {repositories: [{name: a, url: "https://x/", suite: "a b"}]}}]
    > 5:72: `suite` must be a suite or a path such as `./`, not `a b`

    steps: [{packages: {repositories: [{name: a, url: "https://x/", components: main}]}}]
    > 5:77: `components` must be a list, not `main`
    > hint: write [main]

    steps: [{packages: {repositories: [{name: a, url: "https://x/", key: no.asc}]}}]
    > 5:70: there is no `no.asc` in the recipe's folder

    steps: [{packages: {repositories: [{name: a, url: "https://x/"}, {name: a, url: "https://y/"}]}}]
    > 5:73: there are two repositories `a`

    steps: [{packages: {repositories: [{name: a, url: "https://me:it@x/"}]}}]
    > 5:51: warning: the repository's URL holds a user name or password, which stays in the image
    > hint: write credentials to apt's auth.conf.d, and remove them at the end

    steps: [{ansible: {}}]
    > 5:19: `ansible` needs the key `playbook`

    steps: [{ansible: {playbook: no.yml, variables: {a-b: c}, arguments: [""]}}]
    > 5:30: there is no `no.yml` in the recipe's folder
    > 5:50: `a-b` is not a variable's name
    > 5:71: an argument must be one line of text, not empty
    """)
}
