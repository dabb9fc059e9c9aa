#pragma once

#include <QString>

namespace wasserfarbe::screenshots {

/// A folder as people have them: faces in sub-folders, and among them pictures of every kind that the check
/// finds. @param faces  a folder of at least 400 demo faces
void writeMixedPictures(const QString& faces, const QString& folder);

} // namespace wasserfarbe::screenshots
