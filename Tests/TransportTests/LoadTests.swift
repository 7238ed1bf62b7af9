import Foundation
import TestSupport
import Testing
import Transport

@Suite struct LoadTests {
  @Test("1,000 short requests are answered beside 500 held polls, which end with their own answer")
  func polls() async throws {
    let held = Gate(after: 500)
    let release = Gate()
    let server = try SocketServer { connection in
      while let request = connection.readRequest() {
        if request.target.hasPrefix("/poll/") {
          held.arrive()
          release.waitOnThread()
        }
        connection.respond(200, request.target)
      }
    }
    try await withClient { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<500 {
          group.addTask {
            var request = HTTPRequest.get(server.url + "/poll/\(number)")
            request.timeout = .seconds(300)
            let answer = try await client.send(request)
            #expect(answer.text == "/poll/\(number)")
          }
        }
        await held.wait()
        try await withThrowingTaskGroup(of: Void.self) { lanes in
          for lane in 0..<20 {
            lanes.addTask {
              for number in 0..<50 {
                let target = "/short/\(lane)/\(number)"
                let answer = try await client.send(.post(server.url + target, "x"))
                #expect(answer.text == target)
              }
            }
          }
          try await lanes.waitForAll()
        }
        let statistics = await client.statistics()
        #expect(statistics.inFlight == 500)
        #expect((501...520).contains(statistics.connectionsOpened))
        release.arrive()
        try await group.waitForAll()
      }
    }
  }

  @Test("Requests beyond the connections of a host wait for one and are all answered")
  func connectionLimit() async throws {
    let server = try SocketServer { connection in
      while let request = connection.readRequest() { connection.respond(200, request.target) }
    }
    let client = try HTTPClient(
      configuration: .init(proxy: .none, maximumConnectionsPerHost: 3))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let answer = try await client.send(.get(server.url + "/\(number)"))
          #expect(answer.text == "/\(number)")
        }
      }
      try await group.waitForAll()
    }
    await client.shutdown()
    #expect(server.accepted == 3)
  }
}
