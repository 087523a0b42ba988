/// The connection plugin that Ansible loads: it passes every request on to this program.
enum AnsiblePlugin {
  /// The name of the plugin, and of its file.
  static let name = "imgbuild"
  /// The variable of the inventory that names the socket.
  static let socketVariable = "imgbuild_socket"

  /// Each request is a connection of its own: Ansible makes a process for each task.
  ///
  /// For Python 3.8, the oldest that an ansible-core with these interfaces runs on.
  static let source = #"""
    import base64
    import json
    import socket

    from ansible.errors import AnsibleConnectionFailure
    from ansible.plugins.connection import ConnectionBase

    DOCUMENTATION = """
    name: \#(name)
    short_description: Works on the disk that imgbuild is building
    description:
      - Runs commands in a guest of imgbuild, and copies files, over a Unix socket that imgbuild serves.
    author: imgbuild
    version_added: "1.0"
    extends_documentation_fragment:
      - connection_pipelining
    options:
      \#(socketVariable):
        description: The socket.
        type: path
        required: true
        vars:
          - name: \#(socketVariable)
    """


    class Connection(ConnectionBase):
        transport = "\#(name)"
        has_pipelining = True
        has_tty = False

        def _connect(self):
            self._connected = True
            return self

        def close(self):
            self._connected = False

        def exec_command(self, cmd, in_data=None, sudoable=True):
            super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
            text = cmd if isinstance(cmd, str) else cmd.decode("utf-8", "surrogateescape")
            request = {"operation": "run", "command": text}
            if in_data:
                data = in_data.encode("utf-8") if isinstance(in_data, str) else in_data
                request["input"] = base64.b64encode(data).decode("ascii")
            answer = self._ask(request)
            return (
                answer["status"],
                base64.b64decode(answer["output"]),
                base64.b64decode(answer["errors"]),
            )

        def put_file(self, in_path, out_path):
            super().put_file(in_path, out_path)
            self._ask({"operation": "put", "hostPath": self._text(in_path), "guestPath": self._text(out_path)})

        def fetch_file(self, in_path, out_path):
            super().fetch_file(in_path, out_path)
            answer = self._ask({"operation": "fetch", "guestPath": self._text(in_path)})
            with open(out_path, "wb") as file:
                file.write(base64.b64decode(answer["output"]))

        @staticmethod
        def _text(path):
            return path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path

        def _ask(self, request):
            path = self.get_option("\#(socketVariable)")
            try:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                    connection.connect(path)
                    connection.sendall(json.dumps(request).encode("utf-8") + b"\n")
                    with connection.makefile("rb") as lines:
                        line = lines.readline()
            except OSError as error:
                raise AnsibleConnectionFailure("talking to imgbuild: %s" % error)
            if not line:
                raise AnsibleConnectionFailure("talking to imgbuild: it hung up")
            answer = json.loads(line)
            if "failure" in answer:
                raise AnsibleConnectionFailure(answer["failure"])
            return answer

    """#
}
