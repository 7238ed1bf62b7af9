import Casework
import Testing

@Suite("Moments and days")
struct ZoneTests {
  @Test("a day begins at midnight in Shanghai, whatever the host says")
  func midnight() throws {
    let day = try #require(CivilDate(iso: "2026-09-14"))
    let midnight = Instant(seconds: Int64(day.dayNumber) * 86_400 - 8 * 3600)
    #expect(Zone.shanghai.day(of: midnight) == day)
    #expect(Zone.shanghai.minuteOfDay(of: midnight) == 0)
    let before = Instant(milliseconds: midnight.milliseconds - 1)
    #expect(Zone.shanghai.day(of: before) == day.adding(days: -1))
    #expect(Zone.shanghai.minuteOfDay(of: before) == 1439)
    #expect(Zone.shanghai.rfc3339(midnight) == "2026-09-14T00:00:00.000+08:00")
    #expect(Zone.shanghai.rfc3339(before) == "2026-09-13T23:59:59.999+08:00")
  }

  @Test("before 1970 too")
  func beforeTheEpoch() throws {
    let moment = Instant(milliseconds: -1)
    #expect(Zone.shanghai.rfc3339(moment) == "1970-01-01T07:59:59.999+08:00")
    let earlier = Instant(seconds: -8 * 3600 - 1)
    #expect(Zone.shanghai.day(of: earlier) == CivilDate(iso: "1969-12-31"))
    #expect(Zone.shanghai.minuteOfDay(of: earlier) == 1439)
  }

  @Test("other zones change their offset through the year")
  func otherZones() throws {
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    let summer = Instant(seconds: 1_789_347_600)
    #expect(berlin.rfc3339(summer) == "2026-09-14T03:00:00.000+02:00")
    let winter = Instant(seconds: 1_797_296_400)
    #expect(berlin.offset(at: winter) == 3600)
    let halfHour = try #require(Zone(identifier: "America/St_Johns"))
    #expect(halfHour.rfc3339(summer).hasSuffix("-02:30"))
  }

  @Test("a zone the system does not know is none", arguments: ["Asia/Peking2", "", "北京"])
  func unknown(_ name: String) {
    #expect(Zone(identifier: name) == nil)
  }

  @Test("Asia/Shanghai by name is the fixed one")
  func byName() {
    #expect(Zone(identifier: "Asia/Shanghai") == .shanghai)
  }
}
