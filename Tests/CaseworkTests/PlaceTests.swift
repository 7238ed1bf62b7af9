import Testing

@testable import Casework

@Suite("Townships in places")
struct PlaceTests {
  @Test(
    "the township a place begins with",
    arguments: [
      ("甲街道幸福路12号", "甲街道"), ("乙镇", "乙镇"), ("乙镇农贸市场", "乙镇"), ("丙乡安置房", "丙乡"),
      ("幸福路停车场", nil), ("街道", nil), ("镇", nil), ("镇上", nil), ("", nil), ("区住建局", nil),
      ("东湖街道办事处", "东湖街道"), ("样板村道路", nil),
    ])
  func township(_ row: (text: String, township: String?)) {
    #expect(Places.township(in: row.text) == row.township)
  }

  @Test("names that are townships'", arguments: ["甲街道", "乙镇", "丙乡", "甲街道办事处", "乙镇政府"])
  func isTownship(_ name: String) { #expect(Places.isTownship(name)) }

  @Test("names that are not", arguments: ["住建局", "街道", "镇", "停车", "12345热线"])
  func isNoTownship(_ name: String) { #expect(!Places.isTownship(name)) }
}
