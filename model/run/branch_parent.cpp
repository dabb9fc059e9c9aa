#include "model/run/branch_parent.h"

#include "model/checkpoint/config_json.h"
#include "model/checkpoint/tensor_file.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

nlohmann::ordered_json json_of(const SafetensorsHeader& header, const std::string& key) {
    const auto found = header.metadata.find(key);
    if (found == header.metadata.end())
        throw Error(ErrorKind::Model, "not a checkpoint of this program: '" + key + "' is missing");
    return parse_json(found->second, "'" + key + "'");
}

} // namespace

BranchParent read_branch_parent(const std::filesystem::path& path) {
    BranchParent parent;
    parent.checkpoint = resolve_model_path(path);
    naming(parent.checkpoint, [&] {
        const SafetensorsHeader header = read_tensor_file_header(parent.checkpoint);
        parent.config = config_from_json(json_of(header, "config"));
        parent.seed = json_value<std::uint64_t>({{"seed", json_of(header, "seed")}}, "seed");
    });
    const RunDirectory run(std::filesystem::absolute(parent.checkpoint).parent_path().parent_path());
    if (!run.holds_run())
        return parent;
    parent.record = run.read_record();
    parent.config = parent.record->config;
    parent.seed = parent.record->seed;
    return parent;
}

} // namespace wasserfarbe
