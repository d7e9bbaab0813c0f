"""Kernels that start in the time of a fork.

An ordinary kernel spends seconds on imports before its first cell runs. Here one *warm parent*
has done all of them and forks a kernel per request. The way of one request::

    Jupyter or Voilà                      warm parent                       kernel
    ----------------                      -----------                       ------
    ForkedKernelProvisioner
      launch_kernel
        nursery.fork(request)
          content changed? parent gone?
          -> start (another) parent  -->  warming.warm: import all,
                                          one thread, gc.freeze
          send request and a line    -->  fork ------------------------->  child.become_kernel
          <----------------------- {"pid"}, pidfd                            own session, own env
          <------------------------------------------------ {"listening"}    zmq sockets bound
      poll, wait, interrupt, kill
        over the line and the pidfd       waitpid <----------------------  exit
          <----------------------- {"exit"}

Who ends when: the line is cut (nobody owns the kernel any more) -> its kernel; the server ends,
``kill -9`` included -> the parent and all kernels; the parent ends -> all its kernels.

Whatever goes wrong with the parent, the user gets an ordinary kernel and the log says why.

Read on in this order:

``provisioner``  what jupyter_client calls; falls back to an ordinary kernel
``nursery``      keeps a warm parent at hand; replaces it when code or content changed
``warm_parent``  starts that parent and asks it for kernels
``wire``         the messages between the three kinds of processes
``parent``       the loop of the process that forks
``warming``      what it imports beforehand, and what it checks before it says that it is ready
``child``        from a fresh fork to a running kernel
``process``      the server's handle on one kernel; looks like ``subprocess.Popen``
``watching``     the fingerprint of code and content
``client``       a client that waits no longer for a kernel than needed
"""
