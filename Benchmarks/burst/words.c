#include "words.h"

#include <stdio.h>

#include "random.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const places[] = {
    "甲街道", "乙镇", "丙乡", "丁街道", "戊镇", "己街道", "庚乡", "辛镇", "壬街道", "癸镇",
    "东城街道", "西苑街道", "南湖镇", "北山乡", "河口镇", "新桥街道", "石门镇", "柳林乡",
};
static const char *const roads[] = {
    "幸福路", "和谐小区", "人民路", "建设街", "文化巷", "解放路", "滨河路", "朝阳里", "光明新村",
    "学院路", "团结街", "丰收巷", "青年路", "迎宾大道", "工业园", "样板村", "老汽车站", "中心菜市场",
    "实验学校", "体育公园", "花园小区", "安置房东区", "商贸城", "卫生院",
};
static const char *const matters[] = {
    "门前占道停车堵消防通道", "路灯七八盏不亮", "污水管渗漏", "电梯停运老人下楼难", "公厕晚上锁门",
    "路面破损积水", "护栏松动", "垃圾清运不及时", "施工噪声夜间扰民", "井盖缺失", "树枝遮挡信号灯",
    "健身器材损坏", "停车场夜间不开放", "楼道堆放杂物", "雨水倒灌地下室", "公示牌字迹不清",
    "公交站台没有雨棚", "供水压力不足", "盲道被占", "河道漂浮物多", "充电桩长期故障", "窗口排队时间长",
    "斑马线磨损看不清", "小广告清理不净", "绿化带枯死未补种", "消防栓无水",
};
static const char *const progress[] = {
    "已到现场看过,责任单位答应本周内处理", "施工队进场,先做围挡", "材料到位,明天开始安装",
    "已协调物业,清出通道", "和街道一起走访了三户,意见一致", "已拍照留存,等复查",
    "单位反馈正在走流程", "临时措施已做好,长期方案在研究", "现场完成一半,剩下的周末做完",
};
static const char *const talk[] = {
    "收到,马上落实", "好的,谢谢", "大家辛苦了", "下午两点会议室见", "今天雨大,路上注意安全",
    "材料我放在前台了", "明天上午我去现场", "照片晚点补上", "这个事情上周说过", "稍等,我问一下",
};

void words_title(char *room, size_t size, size_t index, uint64_t *seed) {
  size_t place = index % COUNT(places), rest = index / COUNT(places);
  size_t road = rest % COUNT(roads), house = rest / COUNT(roads) * 7 + 1 + random_below(seed, 7);
  snprintf(room, size, "%s%s%zu号%s", places[place], roads[road], house,
      matters[random_below(seed, COUNT(matters))]);
}

const char *words_progress(uint64_t *seed) { return progress[random_below(seed, COUNT(progress))]; }

const char *words_talk(uint64_t *seed) { return talk[random_below(seed, COUNT(talk))]; }
