// What is computed from the list of a folder's pictures: counts, classes, who takes part, who is held out,
// JSON.

#include <map>
#include <set>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "model/dataset/dataset_report.h"
#include "model/types/escaped_name.h"
#include "model/types/random.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::dataset_report_test {

namespace {

using Json = nlohmann::ordered_json;
using Indices = std::vector<std::uint32_t>;

PreparedPicture picture(const std::string& name, Findings findings = {}) {
    PreparedPicture result;
    result.name = name;
    result.report.findings = findings;
    result.report.format = ImageFormat::Jpeg;
    result.report.size = {96, 64};
    if (findings.intersects(kUnusable)) {
        result.report.reason = Reason{ErrorCode::FileEmpty, {}};
        result.report.format.reset();
        result.report.size = {};
    }
    return result;
}

PreparedPicture duplicate(const std::string& name, std::int64_t of) {
    PreparedPicture result = picture(name, {Finding::Duplicate});
    result.same_as = of;
    return result;
}

PreparedPicture near_duplicate(const std::string& name, std::int64_t of) {
    PreparedPicture result = picture(name, {Finding::NearDuplicate});
    result.like = of;
    return result;
}

/// Usable pictures of different bytes; every file's name sorts as its index.
std::vector<PreparedPicture> many_pictures(std::size_t count) {
    std::vector<PreparedPicture> pictures;
    for (std::size_t i = 0; i < count; ++i) {
        pictures.push_back(picture("picture-" + std::to_string(100'000 + i)));
        pictures.back().report.content_hash = mix_seed(99, i);
    }
    return pictures;
}

Indices all_of(const std::vector<PreparedPicture>& pictures) {
    return select_pictures(pictures, {});
}

std::set<std::uint64_t> contents(const std::vector<PreparedPicture>& pictures, const Indices& indices) {
    std::set<std::uint64_t> hashes;
    for (const std::uint32_t i : indices)
        hashes.insert(pictures[i].report.content_hash);
    return hashes;
}

DatasetSelection without(Findings kinds) {
    DatasetSelection selection;
    selection.left_out = kinds;
    return selection;
}

DatasetSelection without_classes(std::vector<std::string> classes) {
    DatasetSelection selection;
    selection.left_out_classes = std::move(classes);
    return selection;
}

/// A folder with a bit of everything; the text is what the rows of a selection refer to.
std::vector<PreparedPicture> mixed_folder() {
    return {
        picture("a.jpg"),                                       // 0
        picture("b.png", {Finding::Grey}),                      // 1
        picture("birds/1.jpg"),                                 // 2
        picture("birds/far/2.jpg", {Finding::Small}),           // 3
        picture("cats/1.jpg", {Finding::Grey, Finding::Small}), // 4
        picture("cats/2.jpg", {Finding::Truncated}),            // 5
        picture("locked", {Finding::Unreadable}),               // 6: a folder
        picture("mice/1.jpg", {Finding::Damaged}),              // 7
    };
}

} // namespace

class DatasetReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classesAreTheFirstFolders();
    void countsAndClasses();
    void aFolderOfNothingButAFolderHasNoClassOfItsOwn();
    void selections_data();
    void selections();
    void repetitions_data();
    void repetitions();
    void aSelectionOfWhatIsNotThere();
    void heldOutCounts_data();
    void heldOutCounts();
    void heldOutFollowsFromTheBytesAlone();
    void heldOutIsAnEvenChoice();
    void whatIsAlikeStaysOnOneSide();
    void anotherShareHoldsOutMoreOfTheSame();
    void jsonSaysAll();
    void jsonOfNamesOfAllBytes();
};

void DatasetReportTest::classesAreTheFirstFolders() {
    QCOMPARE(class_of("a.jpg"), std::string_view(""));
    QCOMPARE(class_of("cats/a.jpg"), std::string_view("cats"));
    QCOMPARE(class_of("cats/old/a.jpg"), std::string_view("cats"));
    QCOMPARE(class_of("\xFF\n/a.jpg"), std::string_view("\xFF\n"));
    QCOMPARE(class_of(""), std::string_view(""));
}

void DatasetReportTest::countsAndClasses() {
    const DatasetReport report = make_report("pictures", 64, mixed_folder());
    QCOMPARE(report.folder, std::filesystem::path("pictures"));
    QCOMPARE(report.image_size, 64);
    QCOMPARE(report.files.size(), std::size_t{8});
    QCOMPARE(report.usable, 5);
    const std::map<Finding, std::int64_t> counts = {{Finding::Grey, 2},
                                                    {Finding::Small, 2},
                                                    {Finding::Truncated, 1},
                                                    {Finding::Unreadable, 1},
                                                    {Finding::Damaged, 1}};
    for (const FindingInfo& info : finding_table()) {
        const auto expected = counts.find(info.finding);
        QCOMPARE(report.count(info.finding), expected == counts.end() ? 0 : expected->second);
    }
    QCOMPARE(report.classes, (std::vector<DatasetClass>{{"", 2}, {"birds", 2}, {"cats", 1}, {"mice", 0}}));
}

void DatasetReportTest::aFolderOfNothingButAFolderHasNoClassOfItsOwn() {
    const std::vector<PreparedPicture> pictures = {picture("cats/1.jpg"),
                                                   picture("locked", {Finding::Unreadable})};
    QCOMPARE(make_report("pictures", 32, pictures).classes, (std::vector<DatasetClass>{{"cats", 1}}));
    QVERIFY(make_report("pictures", 32, {}).classes.empty());
}

void DatasetReportTest::selections_data() {
    QTest::addColumn<DatasetSelection>("selection");
    QTest::addColumn<Indices>("expected"); // of mixed_folder
    QTest::newRow("all") << DatasetSelection{} << Indices{0, 1, 2, 3, 4};
    QTest::newRow("no grey ones") << without({Finding::Grey}) << Indices{0, 2, 3};
    QTest::newRow("neither grey nor small") << without({Finding::Grey, Finding::Small}) << Indices{0, 2};
    QTest::newRow("without a class") << without_classes({"birds"}) << Indices{0, 1, 4};
    QTest::newRow("without the top") << without_classes({""}) << Indices{2, 3, 4};
    QTest::newRow("without any class") << without_classes({"", "birds", "cats", "mice"}) << Indices{};
    QTest::newRow("a class that is not there") << without_classes({"bird"}) << Indices{0, 1, 2, 3, 4};
    DatasetSelection both = without({Finding::Small});
    both.left_out_classes = {"cats"};
    QTest::newRow("kind and class") << both << Indices{0, 1, 2};
    QTest::newRow("a kind that can't be used anyway")
        << without({Finding::Truncated}) << Indices{0, 1, 2, 3, 4};
}

void DatasetReportTest::selections() {
    QFETCH(DatasetSelection, selection);
    QFETCH(Indices, expected);
    QCOMPARE(select_pictures(mixed_folder(), selection), expected);
}

void DatasetReportTest::repetitions_data() {
    QTest::addColumn<DatasetSelection>("selection");
    QTest::addColumn<Indices>("expected");
    // 0 a; 1 b the same bytes; 2 like a; 3 the bytes of 2; 4 like a, small; 5 of its own, small; 6 the bytes
    // of 5
    const DatasetSelection none = without({});
    QTest::newRow("all") << none << Indices{0, 1, 2, 3, 4, 5, 6};
    QTest::newRow("no duplicates") << without({Finding::Duplicate}) << Indices{0, 2, 4, 5};
    QTest::newRow("no near ones") << without({Finding::NearDuplicate}) << Indices{0, 1, 5, 6};
    QTest::newRow("neither") << without({Finding::Duplicate, Finding::NearDuplicate}) << Indices{0, 5};
    // The first of a group is left out for another reason.
    DatasetSelection selection = without({Finding::Duplicate});
    selection.left_out_classes = {"a"};
    QTest::newRow("no duplicates, without a") << selection << Indices{1, 2, 4, 5};
    selection.left_out_classes = {"a", "b"};
    selection.left_out = {Finding::NearDuplicate};
    QTest::newRow("no near ones, without a and b") << selection << Indices{2, 3, 5, 6};
    selection.left_out_classes = {"a", "b", "c"};
    QTest::newRow("no near ones, without a, b and c") << selection << Indices{3, 5, 6};
    selection.left_out_classes = {"a", "b", "c", "d"};
    QTest::newRow("no near ones, without a to d") << selection << Indices{4, 5, 6};
    selection.left_out = {Finding::NearDuplicate, Finding::Small};
    QTest::newRow("nothing is left of the group") << selection << Indices{};
}

void DatasetReportTest::repetitions() {
    QFETCH(DatasetSelection, selection);
    QFETCH(Indices, expected);
    std::vector<PreparedPicture> pictures = {
        picture("a/0"),           duplicate("b/1", 0), near_duplicate("c/2", 0), duplicate("d/3", 2),
        near_duplicate("e/4", 0), picture("f/5"),      duplicate("g/6", 5)};
    for (const std::size_t small : {4U, 5U, 6U})
        pictures[small].report.findings.add(Finding::Small);
    QCOMPARE(select_pictures(pictures, selection), expected);
}

void DatasetReportTest::aSelectionOfWhatIsNotThere() {
    const std::vector<PreparedPicture> pictures = mixed_folder();
    const auto check = [&](const DatasetSelection& selection) {
        return error_of([&] { check_selection(pictures, selection, "pictures"); });
    };
    QVERIFY(!check({}));
    QVERIFY(!check(without_classes({"", "birds", "cats", "mice"})));
    const auto error = check(without_classes({"birds", "dogs\n"}));
    QVERIFY(says(error, ErrorKind::Usage, "'dogs\\x0a'"));
    QCOMPARE(error->path(), std::filesystem::path("pictures"));
    QVERIFY(says(check(without_classes({"locked"})), ErrorKind::Usage, "'locked'"));
    QVERIFY(says(check(without_classes({"birds/far"})), ErrorKind::Usage, "'birds/far'"));

    DatasetSelection places;
    places.crop_places = {{"a.jpg", {}}, {"birds/far/2.jpg", {0.0, 1.0}}, {"cats/2.jpg", {}}};
    QVERIFY(!check(places));
    places.crop_places["2.jpg"] = {};
    QVERIFY(says(check(places), ErrorKind::Usage, "'2.jpg'"));

    const std::vector<PreparedPicture> in_folders = {picture("cats/1.jpg")};
    QVERIFY(says(error_of([&] { check_selection(in_folders, without_classes({""}), "pictures"); }),
                 ErrorKind::Usage, "outside of its folders"));
}

void DatasetReportTest::heldOutCounts_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("held_out");
    QTest::newRow("no picture") << 0 << 0.05 << 0;
    QTest::newRow("too few") << 499 << 0.5 << 0;
    QTest::newRow("just enough") << 500 << 0.05 << 25;
    QTest::newRow("rounded down") << 509 << 0.05 << 25;
    QTest::newRow("rounded up") << 510 << 0.05 << 26;
    QTest::newRow("none wanted") << 1000 << 0.0 << 0;
    QTest::newRow("less than one") << 500 << 0.0009 << 0;
    QTest::newRow("half") << 1001 << 0.5 << 501;
}

void DatasetReportTest::heldOutCounts() {
    QFETCH(int, count);
    QFETCH(double, share);
    QFETCH(int, held_out);
    const auto pictures = many_pictures(static_cast<std::size_t>(count));
    const HeldOutSplit split = split_held_out(pictures, all_of(pictures), share);
    QCOMPARE(split.held_out.size(), static_cast<std::size_t>(held_out));
    Indices both = split.training;
    both.insert(both.end(), split.held_out.begin(), split.held_out.end());
    QVERIFY(std::is_sorted(split.training.begin(), split.training.end()));
    QVERIFY(std::is_sorted(split.held_out.begin(), split.held_out.end()));
    std::sort(both.begin(), both.end());
    QCOMPARE(both, all_of(pictures)); // each on one side
}

void DatasetReportTest::heldOutFollowsFromTheBytesAlone() {
    std::vector<PreparedPicture> pictures = many_pictures(800);
    const HeldOutSplit split = split_held_out(pictures, all_of(pictures), 0.1);
    const auto expected = contents(pictures, split.held_out);
    QCOMPARE(expected.size(), std::size_t{80});

    std::vector<PreparedPicture> renamed(pictures.rbegin(), pictures.rend());
    for (PreparedPicture& item : renamed)
        item.name = "other/" + item.name;
    QCOMPARE(contents(renamed, split_held_out(renamed, all_of(renamed), 0.1).held_out), expected);

    // Files that can't be used, or are not selected, change nothing.
    pictures.insert(pictures.begin() + 7, picture("broken", {Finding::Damaged}));
    pictures.insert(pictures.begin(), picture("grey", {Finding::Grey}));
    const Indices selected = select_pictures(pictures, without({Finding::Grey}));
    QCOMPARE(contents(pictures, split_held_out(pictures, selected, 0.1).held_out), expected);
}

void DatasetReportTest::heldOutIsAnEvenChoice() {
    std::vector<PreparedPicture> pictures = many_pictures(2000);
    for (std::size_t i = 0; i < pictures.size(); ++i)
        pictures[i].report.content_hash = i; // as regular as can be
    const HeldOutSplit split = split_held_out(pictures, all_of(pictures), 0.2);
    for (std::uint32_t begin = 0; begin < 2000; begin += 500) {
        const auto in_quarter = std::count_if(split.held_out.begin(), split.held_out.end(),
                                              [&](std::uint32_t i) { return i / 500 == begin / 500; });
        QVERIFY2(in_quarter > 70 && in_quarter < 130, qPrintable(QString::number(in_quarter)));
    }
}

void DatasetReportTest::whatIsAlikeStaysOnOneSide() {
    std::vector<PreparedPicture> pictures = many_pictures(900);
    const auto group_of = [](std::size_t i) { return i - i % 3; };
    for (std::size_t i = 0; i < pictures.size(); i += 3) { // a first one, its copy, and one that is like it
        pictures[i + 1] = duplicate("copy", static_cast<std::int64_t>(i));
        pictures[i + 1].report.content_hash = pictures[i].report.content_hash;
        pictures[i + 2].like = static_cast<std::int64_t>(i);
    }
    // One large group, which no share below a third has room for.
    for (std::size_t i = 300; i < 600; i += 3)
        pictures[i].like = i == 300 ? -1 : 300;
    for (std::size_t i = 300; i < 600; i += 3)
        pictures[i + 2].like = 300;
    for (const double share : {0.05, 0.1, 0.3}) {
        const HeldOutSplit split = split_held_out(pictures, all_of(pictures), share);
        QVERIFY(split.held_out.size() <= static_cast<std::size_t>(share * 900));
        QVERIFY(split.held_out.size() > static_cast<std::size_t>(share * 900) - 3);
        std::map<std::size_t, std::set<bool>> sides;
        for (const std::uint32_t i : split.training)
            sides[i >= 300 && i < 600 ? 300 : group_of(i)].insert(false);
        for (const std::uint32_t i : split.held_out)
            sides[i >= 300 && i < 600 ? 300 : group_of(i)].insert(true);
        for (const auto& [group, seen] : sides)
            QCOMPARE(seen.size(), std::size_t{1});
        QCOMPARE(sides[300], std::set<bool>{false});
    }

    // They stay together where the first of them takes no part.
    for (std::size_t i = 0; i < pictures.size(); i += 3)
        pictures[i].report.findings.add(Finding::Small);
    const Indices selected = select_pictures(pictures, without({Finding::Small}));
    QCOMPARE(selected.size(), std::size_t{600});
    const HeldOutSplit split = split_held_out(pictures, selected, 0.1);
    QCOMPARE(split.held_out.size(), std::size_t{60});
    for (std::size_t i = 0; i < split.held_out.size(); i += 2)
        QCOMPARE(group_of(split.held_out[i]), group_of(split.held_out[i + 1]));
}

void DatasetReportTest::anotherShareHoldsOutMoreOfTheSame() {
    const std::vector<PreparedPicture> pictures = many_pictures(600);
    const auto few = split_held_out(pictures, all_of(pictures), 0.05).held_out;
    const auto more = split_held_out(pictures, all_of(pictures), 0.2).held_out;
    QVERIFY(few.size() < more.size());
    QVERIFY(std::includes(more.begin(), more.end(), few.begin(), few.end()));
}

void DatasetReportTest::jsonSaysAll() {
    std::vector<PreparedPicture> pictures = mixed_folder();
    pictures.push_back(duplicate("z/copy.jpg", 0));
    pictures.push_back(near_duplicate("z/like.jpg", 0));
    const DatasetReport report = make_report("/tmp/pictures", 64, pictures);
    DatasetSelection selection = without({Finding::Grey, Finding::Duplicate});
    selection.left_out_classes = {"birds"};
    const Json json = Json::parse(report_json(report, selection));
    QCOMPARE(json["folder"].get<std::string>(), std::string("/tmp/pictures"));
    QCOMPARE(json["image_size"].get<int>(), 64);
    QCOMPARE(json["files"].get<int>(), 10);
    QCOMPARE(json["usable"].get<int>(), 7);
    QCOMPARE(json["taking_part"].get<int>(), 2);

    QCOMPARE(json["findings"].size(), std::size_t{kFindingCount});
    for (const Json& item : json["findings"]) {
        const FindingInfo& info = finding_info(parse_finding(item["key"].get<std::string>()));
        QCOMPARE(item["count"].get<std::int64_t>(), report.count(info.finding));
        QCOMPARE(item["sentence"].get<std::string>(), std::string(info.sentence));
        QCOMPARE(item["action"].get<std::string>(), std::string(info.action));
        QCOMPARE(item["left_out"].get<bool>(),
                 kUnusable.has(info.finding) || selection.left_out.has(info.finding));
    }
    const Json classes = Json::parse(R"([
        {"name": "", "usable": 2, "left_out": false}, {"name": "birds", "usable": 2, "left_out": true},
        {"name": "cats", "usable": 1, "left_out": false}, {"name": "mice", "usable": 0, "left_out": false},
        {"name": "z", "usable": 2, "left_out": false}])");
    QCOMPARE(json["classes"].dump(), classes.dump());

    QCOMPARE(json["pictures"].size(), pictures.size());
    const auto row = [&](std::size_t i) { return json["pictures"][i].dump(); };
    QCOMPARE(row(0), std::string(R"({"name":"a.jpg","width":96,"height":64,"format":"jpeg","findings":[],)"
                                 R"("left_out":false})"));
    QCOMPARE(row(4), std::string(R"({"name":"cats/1.jpg","width":96,"height":64,"format":"jpeg",)"
                                 R"("findings":["small","grey"],"left_out":true})"));
    QCOMPARE(row(6),
             std::string(R"({"name":"locked","width":0,"height":0,"format":null,)"
                         R"("findings":["unreadable"],"reason":"the file is empty","left_out":true})"));
    QCOMPARE(row(8), std::string(R"({"name":"z/copy.jpg","width":96,"height":64,"format":"jpeg",)"
                                 R"("findings":["duplicate"],"same_as":"a.jpg","left_out":true})"));
    QCOMPARE(row(9), std::string(R"({"name":"z/like.jpg","width":96,"height":64,"format":"jpeg",)"
                                 R"("findings":["near-duplicate"],"like":"a.jpg","left_out":false})"));
    const auto taking_part = std::count_if(json["pictures"].begin(), json["pictures"].end(),
                                           [](const Json& item) { return !item["left_out"].get<bool>(); });
    QCOMPARE(static_cast<int>(taking_part), json["taking_part"].get<int>());

    const Json empty = Json::parse(report_json(make_report("pictures", 32, {})));
    QCOMPARE(empty["files"].get<int>(), 0);
    QVERIFY(empty["pictures"].is_array() && empty["pictures"].empty());
    QVERIFY(empty["classes"].is_array() && empty["classes"].empty());
}

void DatasetReportTest::jsonOfNamesOfAllBytes() {
    std::vector<PreparedPicture> pictures;
    for (int byte = 1; byte < 256; ++byte) {
        std::string name = "x.png";
        name[0] = static_cast<char>(byte);
        if (name[0] != '/')
            pictures.push_back(picture(name, {Finding::Empty}));
    }
    pictures.push_back(picture("caf\xC3\xA9/\xE7\xB5\xB5.png"));
    pictures.push_back(picture(std::string(255, '\xFE') + "/half \xE2\x82", {Finding::Small}));
    pictures[3].report.reason = Reason{ErrorCode::DecodingFailed, {"no \xFF here"}};
    const DatasetReport report = make_report("/tmp/\xFF\n", 32, pictures);
    const std::string text = report_json(report);
    const Json json = Json::parse(text); // and so it is UTF-8
    QCOMPARE(unescaped_name(json["folder"].get<std::string>()), report.folder.string());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const auto name = json["pictures"][i]["name"].get<std::string>();
        QCOMPARE(unescaped_name(name), pictures[i].name);
        QVERIFY(name.find_first_of("\n\r\x1b\x7f") == std::string::npos);
    }
    QCOMPARE(json["pictures"][3]["reason"].get<std::string>(),
             std::string("can't be decoded: no \\xff here"));
    QCOMPARE(json["pictures"][pictures.size() - 2]["name"].get<std::string>(),
             pictures[pictures.size() - 2].name);
    QCOMPARE(unescaped_name(json["classes"].back()["name"].get<std::string>()), std::string(255, '\xFE'));
}

WASSERFARBE_TEST(DatasetReportTest)

} // namespace wasserfarbe::test::dataset_report_test

#include "dataset_report_test.moc"
