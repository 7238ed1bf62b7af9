#!/usr/bin/env python3
"""Makes texts of phrases (deeds.txt, work.txt, matters.txt, notices.txt), each with persons and places by chance, the same each time:
what is expected, the category, the text. Learnt from beside the written corpora, so that words of
persons count by their class."""
import os
import random
HERE = os.path.dirname(os.path.abspath(__file__))
R=random.Random(7)
OFF='村支书 村主任 社区书记 社区主任 镇长 副镇长 局长 副局长 所长 副所长 站长 科长 副科长 队长 大队长 副队长 校长 副校长 院长 主任 副主任 书记 村会计 网格员 网格长 组长 民警 辅警 城管 协管员 班主任 老师 医生 护士长 园长 经理 总经理 负责人 管理员 会计 出纳 专干 驻村干部 第一书记 河长 指导员 镇干部 村干部 部长 厂长 馆长 行长 业委会主任 保安队长 司机 监理 评委 法官 检查员 安全员 信贷员 采购员 窗口人员 工作人员 执法队员 林长 段长 楼长'.split()
UN='区住建局 区城管局 执法局 交通局 水利局 民政局 教育局 卫健局 资规局 财政局 人社局 市场监管局 市监所 派出所 交警大队 国土所 林业站 水管站 农技站 安监站 环卫站 供电所 卫生院 中心校 实验小学 镇中学 幼儿园 养老院 镇政府 街道 社区 村里 我们村 前山村 东溪村 丙镇 乙镇 丁街道 园区管委会 招商办 拆迁办 安置办 采购中心 农商行 殡仪馆 图书馆 车站 菜场 和谐小区 不动产窗口 办证大厅 便民中心 水务公司 公交公司 城投公司'.split()
SUR='王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚庞樊'
GIV='伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉梅萍春华建国文辉力永志义兴良海山仁波宁贵福生根土水木金'
def s(): return R.choice(SUR)
def short(): return R.choice(['局长','所长','主任','书记','科长','镇长','队长','站长','校长','院长','会计','老师','医生','经理','部长','组长'])
def person():
    k=R.random()
    if k<.28: return R.choice(UN)+R.choice(OFF)
    if k<.42: return R.choice(OFF)
    if k<.56: return s()+short()
    if k<.64: return R.choice(UN)+s()+short()
    if k<.70: return R.choice(UN)+'的'+R.choice('小老')+s()
    if k<.75: return R.choice(UN)+'那个姓'+s()+'的'
    if k<.80: return R.choice(UN)+R.choice(['那位','某','一个','那个','有个'])+R.choice(OFF)
    if k<.85: return R.choice(UN)+R.choice(OFF)+s()+R.choice(['某','某某',R.choice(GIV)+R.choice(GIV),R.choice(GIV)])
    if k<.90: return s()+R.choice(GIV)+R.choice(GIV+' ').strip()
    if k<.95: return R.choice(['分管领导','某领导','那位领导','这个干部','某局长','某科长','某干部','管事的','我们领导','负责这块的','分管的副职'])
    return R.choice('小老')+s()
PRE=['']*10+['听说','据群众反映，','有人反映','群众反映','代表反映','反映','据说','村民反映','都说','问题：','求助：','您好，','我要反映','请问','今天走访，','大家注意，']
SUF=['']*12+['，请查一下','，请专班核实','，请核实','，没人管','，太不像话了','，大家都知道','，群众意见很大','，希望查查','，能不能管管']
PB=['']*10+['今天','昨天','上午','刚才','谢谢，','辛苦了，','您好，','走访时','回访：','据了解，','代表反映，']
SB=['']*12+['，谢谢','，请关注','，望协调','，请跟进','，大家放心','，已登记','，现场照片见群文件']
rows=[]
def add(t,e,c): rows.append((t,e,c))
for l in open(os.path.join(HERE, 'deeds.txt'), encoding='utf-8'):
    c,ph=l.rstrip('\n').split('|')
    for p in ph.split(';'):
        for _ in range(3): add(R.choice(PRE)+person()+p+R.choice(SUF),'hold',c)
B=[p for l in open(os.path.join(HERE, 'work.txt'), encoding='utf-8') for p in l.strip().split(';')]
M=[p for l in open(os.path.join(HERE, 'matters.txt'), encoding='utf-8') for p in l.strip().split(';')]
for p in B:
    for _ in range(5): add(R.choice(PB)+person()+p+R.choice(SB),'pass','work')
    for _ in range(2): add(R.choice(M)+'，'+person()+p+R.choice(SB),'pass','work')
for p in M:
    for _ in range(3): add(R.choice(PRE[:10]+['群众反映','代表反映'])+R.choice(UN+['幸福路','和谐小区','东风路','江滨公园','3号楼','人民路口'])+p+R.choice(SB),'pass','work')
for line in open(os.path.join(HERE, 'notices.txt'), encoding='utf-8'):
    for _ in range(6):
        t=line.strip()
        for hole in ('{p}','{q}'): t=t.replace(hole,person(),1)
        for hole in ('{u}','{v}'): t=t.replace(hole,R.choice(UN),1)
        add(R.choice(PB)+t+R.choice(SB),'pass','work')
D=[r for r in rows if r[1]=='hold']
for _ in range(300):
    add(R.choice(M)+R.choice('，。')+R.choice(D)[0],'hold','mixed')
seen = set()
for text, expected, category in rows:
    if text in seen: continue
    seen.add(text)
    print('%s\t%s\t%s' % (expected, category, text))
