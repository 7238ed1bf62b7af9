import Foundation
import Glibc
import TestSupport
import Testing
import Transport

@Suite struct EndingTests {
  /// A server that holds every request, and counts what it holds.
  private func holding(_ arrived: Gate, _ ended: Gate) throws -> SocketServer {
    try SocketServer { connection in
      guard connection.readRequest() != nil else { return }
      arrived.arrive()
      connection.waitForClose()
      ended.arrive()
    }
  }

  @Test("Cancelling the task ends the transfer and its connection at once")
  func cancel() async throws {
    let (arrived, ended) = (Gate(), Gate())
    let server = try holding(arrived, ended)
    try await withClient { client in
      let task = Task { try await client.failure(of: .post(server.url, "x")) }
      await arrived.wait()
      task.cancel()
      let error = try await task.value
      #expect(error.kind == .cancelled)
      #expect(error.delivery == .unknown)
      // The client lives on; the server sees the end all the same.
      await ended.wait()
      let statistics = await client.statistics()
      #expect(statistics.inFlight == 0)
      #expect(statistics.handles == 0)
    }
  }

  @Test("A task cancelled before it sends, sends nothing")
  func cancelledBefore() async throws {
    let server = try SocketServer { _ in }
    try await withClient { client in
      let gate = Gate()
      let task = Task {
        await gate.wait()
        return try await client.failure(of: .post(server.url, "x"))
      }
      task.cancel()
      gate.arrive()
      let error = try await task.value
      #expect(error.kind == .cancelled)
      #expect(error.delivery == .notSent)
    }
    #expect(server.accepted == 0)
  }

  @Test("Cancelling while the connection is being made: nothing was sent")
  func cancelConnecting() async throws {
    let arrived = Gate()
    let server = try SocketServer { connection in
      _ = connection.read(exactly: 1)
      arrived.arrive()
      connection.waitForClose()
    }
    try await withClient { client in
      let url = "https://127.0.0.1:\(server.port)/"
      let task = Task { try await client.failure(of: .post(url, "x")) }
      await arrived.wait()
      task.cancel()
      let error = try await task.value
      #expect(error.kind == .cancelled)
      #expect(error.delivery == .notSent)
    }
  }

  @Test("A shutdown ends what is in flight, and what comes later")
  func shutdown() async throws {
    let (arrived, ended) = (Gate(after: 20), Gate(after: 20))
    let server = try holding(arrived, ended)
    let client = try HTTPClient(configuration: .init(proxy: .none))
    let errors = Recorder<TransportError>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask { errors.add(try await client.failure(of: .post(server.url, "x"))) }
      }
      await arrived.wait()
      await client.shutdown()
      try await group.waitForAll()
    }
    await ended.wait()
    #expect(errors.all.allSatisfy { $0.kind == .stopped && $0.delivery == .unknown })
    let late = try await client.failure(of: .post(server.url, "x"))
    #expect(late.kind == .stopped)
    #expect(late.delivery == .notSent)
    await client.shutdown()
    #expect(await client.statistics() == HTTPClient.Statistics())
  }

  @Test("A client that is let go without a shutdown closes its connections")
  func released() async throws {
    let closed = Gate()
    let server = try SocketServer { connection in
      _ = connection.readRequest()
      connection.respond(200)
      connection.waitForClose()
      closed.arrive()
    }
    do {
      let client = try HTTPClient(configuration: .init(proxy: .none))
      _ = try await client.send(.get(server.url))
    }
    await closed.wait()
  }

  // Descriptors are the whole process's, so this runs in one of its own.

  @Test("Cancelling under load leaks no descriptor and no handle")
  func leaks() async {
    await #expect(processExitsWith: .success) {
      let server = try SocketServer { connection in
        while let request = connection.readRequest() {
          if request.target == "/hold" { return connection.waitForClose() }
          connection.respond(200, "ok")
        }
      }
      let load = { @Sendable (client: HTTPClient) in
        await withTaskGroup(of: Void.self) { group in
          for number in 0..<300 {
            group.addTask {
              let target = number.isMultiple(of: 3) ? "/short" : "/hold"
              let task = Task { try? await client.send(.post(server.url + target, "x")) }
              // A third is cancelled at once, a third once it has met the server, more or less.
              if number % 3 == 2 { for _ in 0..<number { await Task.yield() } }
              if number % 3 != 0 { task.cancel() }
              _ = await task.value
            }
          }
        }
      }
      try await withClient { await load($0) }
      let before = try openDescriptors(except: server)
      try await withClient { client in
        for _ in 0..<10 {
          await load(client)
          let statistics = await client.statistics()
          try #require(statistics.inFlight == 0)
          try #require(statistics.handles == statistics.idleHandles)
          try #require(statistics.handles <= 64)
        }
      }
      try #require(try openDescriptors(except: server) == before)
    }
  }
}

/// The descriptors of this process, without the server's ends of connections.
private func openDescriptors(except server: SocketServer) throws -> Int {
  // The server's ends go when its threads have seen the client's go.
  while server.open > 0 { sched_yield() }
  return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
}
