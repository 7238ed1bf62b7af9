import TestSupport
import Testing

@testable import Chat

@Suite struct MembersTests {
  @Test("Only a plain left or kicked is a no; what is unknown says nothing")
  func isMember() async throws {
    try await withServer { server, bot in
      server.seat(1, #""status":"member""#)
      server.seat(2, #""status":"left""#)
      server.seat(3, #""status":"kicked""#)
      server.seat(4, #""status":"restricted","is_member":false"#)
      server.seat(5, #""status":"restricted","is_member":true"#)
      server.seat(6, #""status":"hidden""#)
      let said = [true, false, false, false, true, nil]
      for (user, answer) in said.enumerated() {
        let found = try await bot.isMember("\(user + 1)", of: "-7")
        #expect(found == answer)
      }
      let other = try await bot.isMember("@name:h", of: "-7")
      #expect(other == nil)
      let error = await failure { try await bot.isMember("9", of: "-7") }
      guard case .refused = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }
}
