"""The sliced Wasserstein distance (Karras et al. 2018, section 5), written here a second time, in NumPy: the
Laplacian pyramid, the patches as normalised rows, the distance along directions. All that is random is given.
"""

import numpy as np
import torch

SMALLEST = 16
PATCH = 7
KERNEL = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256


def smooth(x, factor=1):
    """x [n, 3, size, size]; mirrored beyond the edges, without repeating the edge."""
    size = x.shape[2]
    padded = np.pad(x, [(0, 0), (0, 0), (2, 2), (2, 2)], mode="reflect")
    out = np.zeros_like(x)
    for i in range(5):
        for j in range(5):
            out += x.dtype.type(KERNEL[i, j] * factor) * padded[:, :, i : i + size, j : j + size]
    return out


def halve(x):
    return smooth(x)[:, :, ::2, ::2]


def double(x):
    count, channels, size, _ = x.shape
    spread = np.zeros((count, channels, 2 * size, 2 * size), x.dtype)
    spread[:, :, ::2, ::2] = x
    return smooth(spread, 4)


def pyramid(x):
    if x.shape[2] == SMALLEST:
        return [x]
    smaller = halve(x)
    return [x - double(smaller), *pyramid(smaller)]


def rows(level, corners):
    """corners [n, p, 2]: row and column of each patch's first pixel. [n * p, 3 * 7 * 7], normalised by channel.
    """
    found = []
    for image, of_image in zip(level, corners):
        for top, left in of_image:
            found.append(image[:, top : top + PATCH, left : left + PATCH])
    patches = np.stack(found)
    for channel in range(3):
        values = patches[:, channel]
        patches[:, channel] = (values - values.mean()) / values.std()
    return patches.reshape(len(patches), -1)


def distance(a, b, directions):
    """The mean over directions of the distance between the sets' sorted projections."""
    return np.mean([np.abs(np.sort(a @ d) - np.sort(b @ d)).mean() for d in directions.T])


def check_distance():
    """A set that is moved as a whole is as far away as it was moved, and the order of its members is nothing."""
    random = np.random.default_rng(1)
    a, moved_by = random.normal(size=(40, 5)), random.normal(size=5)
    directions = random.normal(size=(5, 8))
    moved = random.permutation(a) + moved_by
    np.testing.assert_allclose(distance(a, moved, directions), np.abs(moved_by @ directions).mean())


def deterministic_values(images, corners, directions):
    """What follows from two sets of images [n, 3, size, size], the patches' places and the directions."""
    pyramids = {name: pyramid(x) for name, x in images.items()}
    values = {f"level/{k}": level[:1] for k, level in enumerate(pyramids["a"])}
    distances = []
    for k, places in enumerate(corners):
        a, b = (rows(pyramids[name][k], places) for name in ["a", "b"])
        values[f"rows/{k}"] = a
        distances.append(distance(a, b, directions))
    values["distances"] = np.array(distances, images["a"].dtype)
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in values.items()}


def quality_values():
    """The inputs, the values in single and those in double precision. The two sets of images are bytes: a is
    smoother than b, and each of a's channels has a mean and a contrast of its own.
    """
    check_distance()
    random = np.random.default_rng(6)
    noise = random.uniform(-1, 1, (2, 3, 64, 64))
    contrasts, means = np.array([0.5, 1, 1.5]), np.array([-0.3, 0, 0.2])
    a = smooth(noise) * contrasts.reshape(3, 1, 1) + means.reshape(3, 1, 1)
    b = random.uniform(-1, 1, (2, 3, 64, 64))
    as_bytes = {name: np.uint8(np.clip((x + 1) * 127.5 + 0.5, 0, 255)) for name, x in [("a", a), ("b", b)]}
    corners = [random.integers(0, size - PATCH + 1, (2, 4, 2)) for size in [64, 32, 16]]
    for places, size in zip(corners, [64, 32, 16]):
        places[0, :2] = [[0, 0], [size - PATCH, size - PATCH]]
    directions = random.normal(size=(3 * PATCH * PATCH, 6))
    directions = np.float32(directions / np.linalg.norm(directions, axis=0))
    inputs = {f"images/{name}": torch.from_numpy(x) for name, x in as_bytes.items()}
    inputs.update({f"corners/{k}": torch.from_numpy(places) for k, places in enumerate(corners)})
    inputs["directions"] = torch.from_numpy(directions)
    values = []
    for kind in [np.float32, np.float64]:
        images = {name: x.astype(kind) / kind(127.5) - kind(1) for name, x in as_bytes.items()}
        values.append(deterministic_values(images, corners, directions.astype(kind)))
    return inputs, *values
