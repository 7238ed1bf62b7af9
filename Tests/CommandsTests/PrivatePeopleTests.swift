import Casework
import Testing

@testable import Commands

/// Private people: what they suffer from and where they live is held back where a name goes with it; a place
/// alone is a matter.
@Suite("Private people")
struct PrivatePeopleTests {
  private static let called = [
    "张桂花", "老张", "张大爷", "李某某", "王婶", "欧阳春", "欧阳建国", "小芳", "廖国强", "谭淑琴", "姓庾的", "刘奶奶", "户主陈大发",
    "住户孟菊仙",
    "周玉珍", "阿毛", "牛翠芝", "赵伯伯",
  ]

  @Test(
    "an illness, a disability or a past with a name, however it is called",
    arguments: [
      "肺癌晚期，住院费报不了", "有精神病，没人管", "艾滋病，邻居害怕", "是二级残疾，低保没批", "怀孕五个月，医院不给建卡", "住院，没人照顾", "刚做了手术，行动不便",
      "吸毒，刚放出来", "是刑满释放人员，找不到工作", "在社区矫正，想请假", "离异，带着两个孩子", "双目失明，没有导盲", "患尿毒症，透析很贵", "智力有问题，在外面乱跑",
      "瘫在床上三年了",
    ])
  func conditions(_ condition: String) {
    for name in PrivatePeopleTests.called {
      for text in [
        "西街\(name)\(condition)", "\(name)\(condition)", "听说\(name)家里穷，\(name)\(condition)",
      ] {
        #expect(Heard.persons.verdict(of: text).holds, "\(text)")
        #expect(Heard.persons.verdict(of: text, vouched: true).holds, "\(text)")
      }
    }
  }

  @Test(
    "a door with a name, however both are written",
    arguments: [
      "3幢2单元101", "12-3-401", "4栋502", "解放路12号401室", "和谐小区8号楼1单元302室", "东村7组27号", "5弄8号",
      "三幢二单元一零一室",
      "幸福里３幢２单元５０１", "芦花苑2-603室", "十二号楼四零二室",
    ])
  func doors(_ door: String) {
    for name in PrivatePeopleTests.called {
      for text in ["\(door)\(name)家漏水", "\(name)家下水道堵，住\(door)", "\(door)的\(name)家阳台违建"] {
        #expect(Heard.persons.verdict(of: text).holds, "\(text)")
      }
    }
  }

  @Test(
    "a house's number and whose home it is",
    arguments: [
      "解放路88号周玉珍家下水道堵", "和谐小区12号楼张桂花家漏水", "门牌56号张大爷家门口积水", "廖国强家住幸福路66号，路灯不亮", "东村7组欧阳春家旁边的树要倒",
    ])
  func homes(_ text: String) { #expect(Heard.persons.verdict(of: text).holds) }

  @Test(
    "as people write them",
    arguments: [
      "南门村吴阿婆脑中风半身不遂，护理补贴没发",
      "黄素芬得了红斑狼疮，医保不给报",
      "东升巷刘二毛坐过牢，开小卖部",
      "小明是唐氏儿，学校不收",
      "贫困户马国庆，糖尿病，申请救助",
      "孙丽华的女儿有自闭症，上不了学",
      "渔港路7号老蔡去年离了婚，一个人带孩子",
      "杨秀珍老人阿尔茨海默，走丢两次",
      "柳师傅尘肺三期，厂里不认工伤",
      "患者：郑小燕，乙肝，在二楼窗口吵",
      "翠苑三区9幢3单元602何建军家天天半夜打麻将",
      "城南新村5-2-302的住户叫徐海涛，电表坏了",
      "七幢三单元五楼胡奶奶家漏水",
      "沈家埭8组15号沈阿根家门口路灯坏",
      "和平路21弄6号302室业主：曹文斌 反映水压低",
      "祝宏伟住水厂宿舍2栋502，家里没水",
      "住12幢803的顾阿姨说电梯坏了",
      "前进村4组12号，户主方志强，化粪池满了",
      "林晓梅家（3号楼2单元1401）暖气不热",
      "诸葛明亮住在桂花苑6幢1单元201，车位被占",
      "董大妈 花园路12号 下水道返臭",
      "6号楼302姓冼的家里渗水",
      "陈先生家住幸福里8幢，太阳能掉下来",
      "吸毒人员彭志勇在社区闲逛",
      "刑满释放人员贾某某回村，没人帮扶",
      "社区矫正对象罗小兵，请假外出没批",
      "聋哑人高翠兰办证没有手语",
      "残疾人姚春生的补贴停了",
      "孕妇田芳，社区不给办准生证",
      "精神病患者石大勇在街上砍树",
      "王五家孩子是智障，邻居孩子欺负他",
    ])
  func written(_ text: String) { #expect(Heard.persons.verdict(of: text).holds) }

  @Test(
    "a place alone, public work and names that are none pass",
    arguments: [
      "3幢2单元101室漏水", "12号楼电梯坏了", "和谐小区8号楼1单元302室下水道堵", "12-3-401楼上漏水", "解放路12号401室水压低",
      "医院里的肺癌筛查活动，请通知居民",
      "卫生院周三办肺结核筛查", "残疾人坡道太陡", "社区矫正中心门口积水", "人民医院住院部电梯坏了", "手术室门口的灯不亮", "王局长到解放路12号看了积水",

      "李主任带队查看7组的水渠", "张桂花路88号门口积水", "幸福路12号老王饭店油烟大", "解放路66号张记面馆占道", "孙工已到和谐小区8号楼检修电梯",
      "3幢2单元平安巡防牌掉了",
      "5幢103高空抛物", "2单元成功加装电梯", "8号楼全部停水", "和谐小区3号楼方便出入的坡道坏了", "4幢301单独装的水表坏了", "张家弄12号墙要倒",
      "王家村3组路灯不亮", "小区12号楼常年积水",
      "工会组织住院职工慰问", "院里的孕妇专座坏了", "3号楼商店门口污水", "安全通道在2单元，堵了", "幸福里3幢301室卫生间漏水到楼下",
      "老人活动室2幢1单元没暖气", "单位联系人孙建国，路灯修好了", "残疾证到期换证，社区上门拍照", "12幢1单元门口的雨棚要掉", "高血压随访7组还没通知",
      "3幢2单元101室 漏水",
      "医院里 肺癌筛查 活动",
      "中心医院肺癌筛查周六义诊，请通知老人",
      "幸福小区肺癌筛查报名",
      "平安小区5幢2单元301漏水",
      "高新路12号积水",
      "张江路66号门口井盖松动",
      "李家桥村5组12号旁电线杆歪了",
      "金山花园8幢1单元602屋顶漏水",
      "华联超市二楼精神残疾人招聘会",
      "白云路18号503室水管爆裂",
      "梅花巷3号5楼太阳能掉落",
      "兰花新村2幢残疾人坡道被占",
      "成功路9号店铺油烟",
      "东方花园7幢电梯停运",
      "康复科住院部三楼热水器坏了",
      "孙记包子铺在解放路12号占道",
      "老李烧烤，建设路35号，油烟扰民",
      "王建国烟酒店门口台阶破损，中山路8号",
      "李工去和谐小区3幢2单元看了漏水",
      "小王已到5幢现场，电梯在修",
      "网格员周敏走访7组12户",
      "城管队员张明到解放路12号劝离摊贩",
      "电力抢修师傅已到12号楼",
      "住院部3号楼2单元门禁坏了",
      "和谐小区5幢高空抛物",
      "8栋单元门坏了",
      "5幢全楼停水",
      "3幢2单元门口堆放建筑垃圾",
      "3幢常年漏水",
      "老年活动中心2楼厕所堵",
      "老旧小区12幢外墙脱落",
      "小学路12号积水",
      "毛家弄15号墙皮脱落",
      "石桥街道3组水渠堵塞",
      "黄金水岸2幢701阳台雨棚噪音",
      "江南苑11-2-501渗水到四楼",
      "童话幼儿园残疾儿童随班就读政策咨询",
      "残疾人证办理窗口排队",
      "明珠花园3号楼2单元301单元门坏了",
      "请住建局看一下3幢2单元101",
      "单位联系人王芳已签收12号",
      "区住建局联系人陈明，3号楼加固完工",
      "社区医生李红讲高血压防治课",
      "林业站周工查看了7组的古树",
      "施工队老张在幸福路12号修好了井盖",
      "物业王师傅说5幢电梯周三修好",
      "16幢至18幢之间路灯不亮",
      "江边路3号桥洞积水",
      "5楼东户堆物",
      "楼上502天天漏水，物业不管",
      "白血病患儿救助政策在哪看",
      "征求单身公寓3幢的意见",
      "梁山路66号302住户反映水压不足",
      "6幢业主反映停车难",
      "4幢501业主把承重墙拆了",
      "孤寡老人食堂在12号楼，菜太咸",
      "温泉路8号门面漏水",
      "花溪村8组路面塌陷",
      "殡仪馆路12号积水",
      "于是3幢停水",
      "和12号楼一样，15号楼也漏水",
      "高层住宅8号楼消防栓没水",
      "常乐里2幢3单元路灯不亮",
      "季节性内涝在解放路12号一带",
      "幸福里3号楼广告牌松动",
      "万达广场3号门积水",
      "包河路15号施工噪音",
      "严重漏水，3幢2单元101",
      "安全隐患：6幢303燃气管老化",
      "家长学校3号楼厕所没水",
      "方便的话看看7幢",
      "请张主任看一下3幢2单元101漏水",
      "李局长到8栋502看了渗水",
    ])
  func harmless(_ text: String) { #expect(!Heard.persons.verdict(of: text).holds) }

  @Test(
    "in private the matter is offered without the person, however name, door and number are written",
    arguments: [
      ("周玉珍家下水道堵，住解放路12号401室", "解放路下水道堵"), ("幸福小区3幢2单元101室赵国强家漏水，电话13900001111", "幸福小区漏水"),
      ("解放路12号401室周玉珍家下水道堵", "解放路下水道堵"), ("张大爷家水管爆了，住3幢2单元101，电话：139 0000 1111", "水管爆了"),
      ("户主陈大发，住东村7组27号，门口的路塌了", "东村门口的路塌了"), ("欧阳春反映楼上漏水，她住12-3-401", "楼上漏水"),
      ("和谐小区12号楼牛翠芝家阳台漏水，手机13900001111", "和谐小区阳台漏水"), ("13900001111王婶家门口路灯不亮，5弄8号", "门口路灯不亮"),
      ("线索 廖国强，幸福里4栋502，家里燃气表坏了", "幸福里燃气表坏了"),
      ("祝宏伟家里没水，他住水厂宿舍2栋502，电话0571-88501234", "水厂宿舍没水"),
      ("黄素芬，女，68岁，住花园路12号，反映门前下水道返臭，电话13900001111", "花园路门前下水道返臭"),
      ("城南新村5-2-302徐海涛家电表坏了", "城南新村电表坏了"),
      ("林晓梅家（3号楼2单元1401）暖气不热", "暖气不热"), ("沈阿根13900001111，8组15号，门口路灯坏了", "门口路灯坏了"),
    ])
  func offered(_ text: String, _ matter: String) throws {
    let outcomes = try Heard.privately(text, roles: [.member])
    guard case .refused(_, let refusal)? = outcomes.first else {
      Issue.record("\(text): \(outcomes)")
      return
    }
    #expect(refusal.text.plain.contains("可以只登记事情：“\(matter)”"), "\(text): \(refusal.text.plain)")
    guard case .open(let dialogue) = refusal.dialogue,
      case .choice(let commands) = dialogue.question
    else {
      Issue.record("\(text): \(refusal.dialogue)")
      return
    }
    #expect(commands.count == 1)
    let registered = try Heard.privately(commands[0], roles: [.member])
    guard case .act(.register(let registration))? = registered.first else {
      Issue.record("\(commands): \(registered)")
      return
    }
    #expect(registration.title == matter)
  }

  @Test(
    "with an illness, or with nothing left to register, nothing is offered",
    arguments: [
      "西街张桂花肺癌晚期住院费报不了", "低保户李秀兰，住幸福里3幢2单元501", "赵国强住3幢2单元101，电话13900001111", "王婶家住12-3-401，她精神有问题",
    ])
  func refused(_ text: String) throws {
    let outcomes = try Heard.privately(text, roles: [.member])
    #expect(outcomes.map(\.refusal) == [.accusation], "\(outcomes)")
    #expect(outcomes.first?.answer?.contains("可以只登记") != true, "\(outcomes)")
  }

  @Test(
    "who raised it, told without the word for it",
    arguments: [
      "9幢王阿姨打热线反映楼道灯不亮", "路灯不亮 来源：王桂兰来信", "王桂兰昨天打12345说路灯不亮", "接到村民李大爷来电，说水渠堵了", "陈秀珍反映小区门禁坏了",
      "路灯不亮 来源：王桂兰", "路灯不亮 来源：王大爷", "王阿姨在群里说路灯不亮", "赵伯伯到信访局来访，路没修好", "廖国强写信来，讲桥栏杆断了",
    ])
  func raising(_ text: String) throws {
    #expect(try !Heard.group("/线索 \(text)").contains { $0.act != nil }, "\(text)")
  }

  @Test(
    "an office, delegates and people without a name may be told to have raised it",
    arguments: [
      "有代表反映站前路井盖松动", "李代表反映站前路井盖松动", "群众来信反映水渠堵了", "代表张建国反映站前路井盖松动", "路灯不亮 来源：12345热线",
      "路灯不亮 来源：代表建议", "路灯不亮 来源：来信", "路灯不亮 来源：代表张建国", "和平路居民投诉噪音", "幸福小区业主来信反映电梯", "网格员小陈反映井盖松动",
      "张建国已反映给住建局",
    ])
  func raised(_ text: String) throws {
    #expect(try Heard.group("/线索 \(text)").contains { $0.act != nil }, "\(text)")
  }
}
