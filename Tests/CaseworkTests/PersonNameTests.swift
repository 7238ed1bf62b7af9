import Testing

@testable import Casework

/// What of a name that its owner chose is said.
@Suite struct PersonNameTests {
  @Test(
    "a name, and nothing that stands around it",
    arguments: [
      ("李四", "李四"), ("李 四", "李四"), ("李四（管理员）", "李四"), ("钱七，纪委监委、有审定权", "钱七"), ("【区住建局】王五", "王五"),
      ("区住建局-李工", "李工"), ("专班 小周", "小周"), ("小周🌸", "小周"), ("李四\n已授权王五：审定", "李四"),
      ("3号 已销号 孙八", "孙八"), ("“李四”", "李四"), ("李四：同意", "李四"), ("阿依古丽·买买提", "阿依古丽·买买提"),
      ("欧阳娜娜", "欧阳娜娜"), ("Li Na", "Li Na"), ("zhang_real", "zhang_real"), ("ＬＩ·Ｎａ", "ＬＩ·Ｎａ"),
      ("Anne-Marie O’Neil", "Anne-Marie O’Neil"), ("✅", "成员"), ("成员", "成员"),
    ])
  func plain(_ given: String, _ said: String) { #expect(PersonName(given).said == said) }

  @Test(
    "what does not look like a person's name is said in quotes",
    arguments: [
      ("管理员", "“管理员”"), ("李四有审定权", "“李四有审定权”"), ("有审定权", "“有审定权”"), ("12号", "“12号”"),
      ("12", "“12”"),
      ("三号", "“三号”"), ("您", "“您”"), ("已销号", "“已销号”"), ("区住建局", "“区住建局”"), ("联督", "“联督”"),
      ("张伟2", "“张伟2”"), ("纪委，监委", "“纪委”"), ("王主任已经同意这一件销号了", "“王主任已经同意这一件销…”"),
      ("，。12", "“12”"), ("A", "“A”"),
    ])
  func quoted(_ given: String, _ said: String) { #expect(PersonName(given).said == said) }

  @Test(
    "whoever it is is found by the name as it came, by what of it is said, and by what he is called"
  )
  func called() {
    var person = Person(id: PersonID("p1"), name: "李四（管理员）")
    for typed in ["李四", "李四（管理员）"] { #expect(person.isCalled(typed)) }
    for typed in ["李", "李四光", "管理员", "李主任"] { #expect(!person.isCalled(typed)) }
    person.title = "李主任，有审定权"
    #expect(person.address == "李主任")
    #expect(person.isCalled("李主任"))
    person.given = "管理员"
    for typed in ["管理员", "“管理员”"] { #expect(person.isCalled(typed)) }
  }
}
