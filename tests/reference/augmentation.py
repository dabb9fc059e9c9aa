"""DiffAugment (Zhao et al. 2020), written here a second time. What was drawn for a batch of images is given: a
dict of those of its three parts that are on.
"""

import torch
import torch.nn.functional as F


def change_color(x, drawn):
    """drawn [n, 3]: what is added to the brightness, the factors of saturation and of contrast."""
    brightness, saturation, contrast = (drawn[:, i].view(-1, 1, 1, 1) for i in range(3))
    x = x + brightness
    mean = x.mean(dim=1, keepdim=True)
    x = (x - mean) * saturation + mean
    mean = x.mean(dim=[1, 2, 3], keepdim=True)
    return (x - mean) * contrast + mean


def translate(x, drawn):
    """drawn [n, 2]: how far down and right of its place a pixel is taken from; zeros beyond the edges."""
    height, width = x.shape[2:]
    moved = []
    for image, (down, right) in zip(F.pad(x, [width, width, height, height]), drawn.tolist()):
        moved.append(image[:, height + down : 2 * height + down, width + right : 2 * width + right])
    return torch.stack(moved)


def cut_out(x, drawn):
    """drawn [n, 2]: row and column of the middle of what becomes zero, half as high and wide as the image."""
    height, width = (int(length * 0.5 + 0.5) for length in x.shape[2:])
    kept = torch.ones_like(x)
    for mask, (row, column) in zip(kept, drawn.tolist()):
        top, left = row - height // 2, column - width // 2
        mask[:, max(0, top) : top + height, max(0, left) : left + width] = 0
    return x * kept


PARTS = {"color": change_color, "translation": translate, "cutout": cut_out}


def augment(x, drawn):
    for name, part in PARTS.items():
        if name in drawn:
            x = part(x, drawn[name])
    return x


def draw(count, height, width):
    """The first two images get the lowest and the highest that can be drawn."""
    color = torch.rand(count, 3)
    color[0], color[1] = 0.0, 1 - 2**-24
    furthest = [int(length * 0.125 + 0.5) for length in (height, width)]
    translation = torch.stack([torch.randint(-f, f + 1, (count,)) for f in furthest], 1)
    translation[:2] = torch.tensor([[-furthest[0], -furthest[1]], furthest])
    # The middle of an even height or width lies between two pixels: it has one place more.
    places = [length + 1 - int(length * 0.5 + 0.5) % 2 for length in (height, width)]
    cutout = torch.stack([torch.randint(0, p, (count,)) for p in places], 1)
    cutout[:2] = torch.tensor([[0, 0], [p - 1 for p in places]])
    scale, lowest = torch.tensor([1.0, 2.0, 1.0]), torch.tensor([-0.5, 0.0, 0.5])
    return {"color": color * scale + lowest, "translation": translation, "cutout": cutout}


def augment_values():
    """Each part alone and all together, with the gradient of the sum of `augmented * probe` by the images, which
    are not square: their cutout is even one way and odd the other.
    """
    torch.manual_seed(4)
    images, probe = torch.rand(4, 3, 8, 10) * 2 - 1, torch.randn(4, 3, 8, 10)
    drawn = draw(4, 8, 10)
    values = {"images": images, "probe": probe}
    values.update({f"drawn/{name}": value for name, value in drawn.items()})
    for name in [*PARTS, "all"]:
        x = images.clone().requires_grad_(True)
        augmented = augment(x, drawn if name == "all" else {name: drawn[name]})
        values[f"augmented/{name}"] = augmented
        (values[f"gradient/{name}"],) = torch.autograd.grad((augmented * probe).sum(), x)
    return values
