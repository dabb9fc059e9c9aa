#include "model/files/selection_json.h"

#include <algorithm>
#include <string>

#include "model/files/config_json.h"
#include "model/types/error.h"
#include "model/types/escaped_name.h"

namespace wasserfarbe {
namespace {

using Json = nlohmann::ordered_json;

double part_from_json(const Json& json) {
    if (!json.is_number() || !(json.get<double>() >= 0 && json.get<double>() <= 1))
        throw Error(ErrorKind::Model, "'crop_places': a place is not a number from 0 to 1");
    return json.get<double>();
}

std::string text_from_json(const Json& json, const char* key) {
    if (!json.is_string())
        throw Error(ErrorKind::Model, "'" + std::string(key) + "' holds something that is no text");
    return json.get<std::string>();
}

Finding finding_from_json(const Json& json) {
    try {
        return parse_finding(text_from_json(json, "left_out"));
    } catch (const Error& error) {
        throw Error(ErrorKind::Model, "'left_out': " + error.detail());
    }
}

} // namespace

Json selection_to_json(const DatasetSelection& selection) {
    Json classes = Json::array();
    for (const std::string& name : selection.left_out_classes)
        classes.push_back(escaped_name(name));
    Json kinds = Json::array();
    for (const FindingInfo& info : finding_table())
        if (selection.left_out.has(info.finding))
            kinds.push_back(info.key);
    Json places = Json::array();
    for (const auto& [name, place] : selection.crop_places)
        places.push_back(Json::array({escaped_name(name), place.x, place.y}));
    return {{"left_out_classes", classes}, {"left_out", kinds}, {"crop_places", places}};
}

DatasetSelection selection_from_json(const Json& json) {
    DatasetSelection selection;
    for (const Json& name : json_list(json, "left_out_classes"))
        selection.left_out_classes.push_back(unescaped_name(text_from_json(name, "left_out_classes")));
    std::sort(selection.left_out_classes.begin(), selection.left_out_classes.end());
    const auto repeated = std::unique(selection.left_out_classes.begin(), selection.left_out_classes.end());
    selection.left_out_classes.erase(repeated, selection.left_out_classes.end());
    for (const Json& kind : json_list(json, "left_out"))
        selection.left_out.add(finding_from_json(kind));
    for (const Json& place : json_list(json, "crop_places")) {
        if (!place.is_array() || place.size() != 3)
            throw Error(ErrorKind::Model, "'crop_places': not a name and two numbers");
        selection.crop_places[unescaped_name(text_from_json(place[0], "crop_places"))] = {
            part_from_json(place[1]), part_from_json(place[2])};
    }
    return selection;
}

} // namespace wasserfarbe
