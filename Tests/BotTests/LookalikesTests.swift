import Testing

@testable import Bot
@testable import Casework

/// Which names are taken for one another, by the table the program ships.
@Suite("名字相像")
struct LookalikesTests {
  private let names = EmbeddedData.lookalikes

  @Test(
    "names that the eye does not tell apart",
    arguments: [
      ("孙己", "孙已"), ("孙已", "孙巳"), ("周未", "周末"), ("曰丽", "日丽"), ("高土", "高士"),
      ("孙八", "孫八"), ("钟伟", "鍾偉"), ("Zhang San", "zhangsan"), ("zhаng", "zhang"),
      ("Ｌｉ　Ｎａ", "Li Na"), ("αlex", "alex"), ("МАКСИМ", "MAKCИM"), ("小周1", "小周l"), ("小周0", "小周О"),
      ("孙\u{200B}八", "孙八"), ("孙八\u{FE0F}", "孙八"), ("\u{202E}孙八", "孙八"), ("孙八\u{E0100}", "孙八"),
      ("孙 八", "孙八"), ("买买提·吐尔逊", "买买提•吐尔逊"), ("小周①", "小周1"), ("⼯会", "工会"),
      ("morning", "moming"), ("戊辰", "戌辰"),
    ])
  func alike(_ one: String, _ other: String) {
    #expect(names.skeleton(one) == names.skeleton(other))
  }

  @Test(
    "names that are told apart",
    arguments: [
      ("孙八", "孙七"), ("周六", "周五"), ("张三", "李三"), ("小周1", "小周2"), ("Li Na", "Li Ma"),
      ("王主任", "李主任"), ("孙八", "孙八🌸"),
    ])
  func different(_ one: String, _ other: String) {
    #expect(names.skeleton(one) != names.skeleton(other))
  }

  @Test("what nobody sees looks like nothing")
  func nothing() { #expect(names.skeleton("\u{200B}\u{2060} ·").isEmpty) }
}
