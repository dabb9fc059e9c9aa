#!/usr/bin/env python3
"""Writes the fixtures that hold the engine against PyTorch's own values. See README.md beside this file.

Needs PyTorch and torchvision. Nothing of the program is read or imported: networks, losses and updates are
written here a second time, after the article's definition. Deterministic: two runs write the same bytes.

    python3 make_fixtures.py [folder]      the folder is `fixtures`, beside this file, where none is given
"""

import copy
import json
import math
import struct
import sys
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision.utils import make_grid

from augmentation import augment, augment_values, draw
from quality import quality_values

NORMS = ["batch", "layer", "instance", "none"]
CONFIG = {
    "image_size": 16,
    "latent_size": 8,
    "generator_channels": 4,
    "critic_channels": 4,
    "lambda": 10,
    "critic_updates": 2,
    "generator_learning_rate": 1e-3,
    "critic_learning_rate": 2e-3,
    "beta1": 0.5,
    "beta2": 0.9,
    "batch_size": 4,
}
STEPS = 4
EMA_DECAY = 0.9


# -------------------------------------------------------------------------------------------- the file format

DTYPES = {torch.float32: "F32", torch.int64: "I64", torch.uint8: "U8"}


def write_safetensors(path, tensors, metadata):
    """Widest elements first, so that every tensor is aligned to its own element size."""
    header = {"__metadata__": metadata}
    body = b""
    for name, tensor in sorted(tensors.items(), key=lambda item: -item[1].element_size()):
        array = tensor.detach().contiguous().numpy()
        data = array.astype(array.dtype.newbyteorder("<")).tobytes()
        header[name] = {
            "dtype": DTYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(body), len(body) + len(data)],
        }
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


# ----------------------------------------------------------------------------------------------- the networks


def make_norm(kind, channels):
    if kind == "batch":
        return nn.BatchNorm2d(channels)
    if kind == "layer":
        return nn.GroupNorm(1, channels)
    return nn.InstanceNorm2d(channels, affine=True)


class Block(nn.Module):
    def __init__(self, conv, norm):
        super().__init__()
        self.conv = conv
        if norm is not None:
            self.norm = norm

    def forward(self, x):
        x = self.conv(x)
        return self.norm(x) if hasattr(self, "norm") else x


class Generator(nn.Module):
    """[n, latent_size] -> [n, 3, image_size, image_size] in [-1, 1]."""

    def __init__(self, image_size, latent_size, channels, norm):
        super().__init__()
        doublings = int(math.log2(image_size // 4))
        widths = [channels * 2**k for k in reversed(range(doublings))]
        convs = [nn.ConvTranspose2d(latent_size, widths[0], 4, stride=1, padding=0, bias=False)]
        for inputs, outputs in zip(widths, widths[1:] + [3]):
            convs.append(nn.ConvTranspose2d(inputs, outputs, 4, stride=2, padding=1, bias=False))
        norms = [None if norm == "none" else make_norm(norm, width) for width in widths] + [None]
        self.blocks = nn.ModuleList(Block(conv, n) for conv, n in zip(convs, norms))

    def forward(self, z):
        x = z.view(z.size(0), -1, 1, 1)
        for block in self.blocks[:-1]:
            x = F.relu(block(x))
        return torch.tanh(self.blocks[-1](x))


class Critic(nn.Module):
    """[n, 3, image_size, image_size] -> [n]."""

    def __init__(self, image_size, channels, norm):
        super().__init__()
        widths = [channels * 2**k for k in range(int(math.log2(image_size // 4)))]
        convs = []
        for inputs, outputs in zip([3] + widths, widths):
            convs.append(nn.Conv2d(inputs, outputs, 4, stride=2, padding=1, bias=False))
        convs.append(nn.Conv2d(widths[-1], 1, 4, stride=1, padding=0, bias=False))
        norms = [None if norm == "none" else make_norm(norm, width) for width in widths] + [None]
        self.blocks = nn.ModuleList(Block(conv, n) for conv, n in zip(convs, norms))

    def forward(self, x):
        for block in self.blocks[:-1]:
            x = F.leaky_relu(block(x), 0.2)
        return self.blocks[-1](x).flatten()


@torch.no_grad()
def scatter_state(network):
    """No value stays where it could hide a mistake: no weight of 1, no bias of 0, no fresh statistics."""
    for name, value in network.state_dict().items():
        if name.endswith("norm.weight"):
            value.normal_(1.0, 0.2)
        elif name.endswith("running_mean"):
            value.normal_(0.0, 0.2)
        elif name.endswith("running_var"):
            value.uniform_(0.3, 2.0)
        elif name.endswith("num_batches_tracked"):
            value.fill_(7)
        else:
            value.normal_(0.0, 0.1)


# ----------------------------------------------------------------------------------------------- the training

# What is drawn for an update's images, by `real` and `fake` of the critic's, and `generator`.
NOT_AUGMENTED = {"real": {}, "fake": {}, "generator": {}}


def critic_terms(generator, critic, real, z, alpha, lambda_, drawn=NOT_AUGMENTED):
    """All in train mode, the critic's passes in this order: real, fake, between."""
    with torch.no_grad():
        fake = augment(generator(z), drawn["fake"])
    real = augment(real, drawn["real"])
    critic_real = critic(real).mean()
    critic_fake = critic(fake).mean()
    a = alpha.view(-1, 1, 1, 1)
    x_hat = (a * real + (1 - a) * fake).requires_grad_(True)
    (gradient,) = torch.autograd.grad(critic(x_hat).sum(), x_hat, create_graph=True)
    norm = gradient.flatten(1).norm(2, dim=1)
    penalty = lambda_ * ((norm - 1) ** 2).mean()
    return {
        "critic_real": critic_real,
        "critic_fake": critic_fake,
        "penalty": penalty,
        "critic": -critic_real + critic_fake + penalty,
        "gradient_norm": norm.mean(),
    }


def generator_loss(generator, critic, z, drawn=NOT_AUGMENTED):
    return -critic(augment(generator(z), drawn["generator"])).mean()


def gradients_of(loss, network):
    names = [name for name, _ in network.named_parameters()]
    return dict(zip(names, torch.autograd.grad(loss, list(network.parameters()))))


def update(optimizer, loss, network):
    for name, gradient in gradients_of(loss, network).items():
        network.get_parameter(name).grad = gradient
    optimizer.step()


@torch.no_grad()
def update_average(average, network):
    for kept, value in zip(average.state_dict().values(), network.state_dict().values()):
        if kept.is_floating_point():
            kept.copy_(EMA_DECAY * kept + (1 - EMA_DECAY) * value)
        else:
            kept.copy_(value)


def named_state(prefix, network):
    return {f"{prefix}.{name}": value.clone() for name, value in network.state_dict().items()}


def forward_values(generator, critic, inputs):
    out = {}
    with torch.no_grad():
        for mode in ["train", "eval"]:
            is_training = mode == "train"
            g, c = copy.deepcopy(generator).train(is_training), copy.deepcopy(critic).train(is_training)
            out[f"forward/generator_{mode}"] = g(inputs["z_critic"][0])
            out[f"forward/critic_{mode}"] = c(inputs["real"][0])
    return out


def first_update_values(generator, critic, inputs, lambda_, drawn=NOT_AUGMENTED):
    g, c = copy.deepcopy(generator), copy.deepcopy(critic)
    batch = (inputs[name][0] for name in ["real", "z_critic", "alpha"])
    terms = critic_terms(g, c, *batch, lambda_, drawn)
    out = {f"loss/{name}": value.detach() for name, value in terms.items()}
    for name, value in gradients_of(terms["critic"], c).items():
        out[f"gradient/critic.{name}"] = value

    g, c = copy.deepcopy(generator), copy.deepcopy(critic)
    loss = generator_loss(g, c, inputs["z_generator"][0], drawn)
    out["loss/generator"] = loss.detach()
    for name, value in gradients_of(loss, g).items():
        out[f"gradient/generator.{name}"] = value
    return out


def training_values(generator, critic, inputs):
    """STEPS steps on copies: the losses of each, the state after the last two, the average after the last."""
    g, c, average = copy.deepcopy(generator), copy.deepcopy(critic), copy.deepcopy(generator)
    betas = (CONFIG["beta1"], CONFIG["beta2"])
    g_adam = torch.optim.Adam(g.parameters(), lr=CONFIG["generator_learning_rate"], betas=betas)
    c_adam = torch.optim.Adam(c.parameters(), lr=CONFIG["critic_learning_rate"], betas=betas)
    names = ["critic", "critic_real", "critic_fake", "penalty", "gradient_norm", "generator"]
    losses = {name: [] for name in names}
    out = {}
    for step in range(1, STEPS + 1):
        batch = (inputs[name][step - 1] for name in ["real", "z_critic", "alpha"])
        terms = critic_terms(g, c, *batch, CONFIG["lambda"])
        update(c_adam, terms["critic"], c)
        for name, value in terms.items():
            losses[name].append(value.detach())
        if step % CONFIG["critic_updates"] == 0:
            loss = generator_loss(g, c, inputs["z_generator"][step // CONFIG["critic_updates"] - 1])
            update(g_adam, loss, g)
            update_average(average, g)
            losses["generator"].append(loss.detach())
        if step >= STEPS - 1:
            out.update(named_state(f"after{step}/generator", g))
            out.update(named_state(f"after{step}/critic", c))
    out.update(named_state(f"ema_after{STEPS}/generator", average))
    out["steps/critic_loss"] = torch.stack(losses.pop("critic"))
    out["steps/generator_loss"] = torch.stack(losses.pop("generator"))
    out.update({f"steps/{name}": torch.stack(values) for name, values in losses.items()})
    return out


def make_networks(norm):
    """`none` is the critic's alone: the generator has batch norm there, as in the preset `quick`."""
    config = dict(CONFIG, generator_norm="batch" if norm == "none" else norm, critic_norm=norm)
    size = config["image_size"]
    generator = Generator(size, config["latent_size"], config["generator_channels"], config["generator_norm"])
    critic = Critic(size, config["critic_channels"], norm)
    torch.manual_seed(1000 + NORMS.index(norm))
    scatter_state(generator)
    scatter_state(critic)
    return generator, critic, config


def make_inputs():
    torch.manual_seed(1)
    batch, latent, size = CONFIG["batch_size"], CONFIG["latent_size"], CONFIG["image_size"]
    return {
        "real": torch.rand(STEPS, batch, 3, size, size) * 2 - 1,
        "z_critic": torch.randn(STEPS, batch, latent),
        "alpha": torch.rand(STEPS, batch),
        "z_generator": torch.randn(STEPS // CONFIG["critic_updates"], batch, latent),
    }


def network_values(generator, critic, inputs):
    return {
        **forward_values(generator, critic, inputs),
        **first_update_values(generator, critic, inputs, CONFIG["lambda"]),
        **training_values(generator, critic, inputs),
    }


def check_lambda_reaches_the_critic(generator, critic, inputs):
    """The penalty is differentiated through: its gradient is linear in lambda and not zero."""
    none, one, ten = (first_update_values(generator, critic, inputs, value) for value in [0, 1, 10])
    for name in (name for name in none if name.startswith("gradient/critic.")):
        # A norm's bias changes slopes only by moving a value past LeakyReLU's kink: it may have no effect.
        change = ten[name] - none[name]
        if name.endswith("conv.weight") and change.abs().max() < 1e-2:
            raise SystemExit(f"lambda does not change {name}")
        torch.testing.assert_close(change, 10 * (one[name] - none[name]), rtol=1e-3, atol=1e-4)


def check_gradients_by_differences(generator, critic, inputs, drawn=NOT_AUGMENTED):
    """In double precision, along a random direction: the critic's loss with its penalty, the generator's."""
    h = 1e-6
    values = first_update_values(generator, critic, inputs, CONFIG["lambda"], drawn)
    for which, network in [("critic", critic), ("generator", generator)]:
        direction = {name: torch.randn_like(value) for name, value in network.named_parameters()}
        slope = sum((values[f"gradient/{which}.{name}"] * d).sum() for name, d in direction.items())
        losses = []
        for sign in [1, -1]:
            moved = copy.deepcopy(network)
            with torch.no_grad():
                for name, value in moved.named_parameters():
                    value += sign * h * direction[name]
            pair = (generator, moved) if which == "critic" else (moved, critic)
            losses.append(first_update_values(*pair, inputs, CONFIG["lambda"], drawn)[f"loss/{which}"])
        torch.testing.assert_close((losses[0] - losses[1]) / (2 * h), slope, rtol=1e-4, atol=1e-6)


def check_precision(name_of_file, values, exact):
    """How closely another program can be expected to agree: what single precision itself loses."""
    errors = {}
    for name, value in exact.items():
        errors[name] = float((values[name] - value).abs().max() / max(1.0, float(value.abs().max())))
    worst = max(errors, key=errors.get)
    print(f"{name_of_file}: furthest from double precision: {worst}, {errors[worst]:.1e}")
    if errors[worst] > 1e-5:
        raise SystemExit("single precision strays too far for a comparison: choose another seed")


def write_training(folder):
    inputs = make_inputs()
    write_safetensors(
        folder / "training-inputs.safetensors",
        {f"input/{name}": value for name, value in inputs.items()},
        {"steps": str(STEPS), "critic_updates": str(CONFIG["critic_updates"])},
    )
    exact_inputs = {name: value.double() for name, value in inputs.items()}
    for norm in NORMS:
        generator, critic, config = make_networks(norm)
        values = network_values(generator, critic, inputs)
        tensors = named_state("initial/generator", generator)
        tensors.update(named_state("initial/critic", critic))
        tensors.update(values)
        metadata = {"config": json.dumps(config), "steps": str(STEPS), "ema_decay": str(EMA_DECAY)}

        generator, critic = generator.double(), critic.double()
        check_lambda_reaches_the_critic(generator, critic, exact_inputs)
        check_gradients_by_differences(generator, critic, exact_inputs)
        check_precision(f"training-{norm}", values, network_values(generator, critic, exact_inputs))
        write_safetensors(folder / f"training-{norm}.safetensors", tensors, metadata)


def augmented_values(generator, critic, inputs, drawn):
    """The first update's losses and gradients, and both networks after one update of each, critic first."""
    out = first_update_values(generator, critic, inputs, CONFIG["lambda"], drawn)
    g, c = copy.deepcopy(generator), copy.deepcopy(critic)
    betas = (CONFIG["beta1"], CONFIG["beta2"])
    batch = (inputs[name][0] for name in ["real", "z_critic", "alpha"])
    c_adam = torch.optim.Adam(c.parameters(), lr=CONFIG["critic_learning_rate"], betas=betas)
    update(c_adam, critic_terms(g, c, *batch, CONFIG["lambda"], drawn)["critic"], c)
    g_adam = torch.optim.Adam(g.parameters(), lr=CONFIG["generator_learning_rate"], betas=betas)
    update(g_adam, generator_loss(g, c, inputs["z_generator"][0], drawn), g)
    return {**out, **named_state("after/generator", g), **named_state("after/critic", c)}


def write_augmented_training(folder):
    """From the networks of training-batch: its running statistics tell in which order the critic saw what."""
    inputs = make_inputs()
    generator, critic, config = make_networks("batch")
    torch.manual_seed(5)
    size = CONFIG["image_size"]
    drawn = {role: draw(CONFIG["batch_size"], size, size) for role in NOT_AUGMENTED}
    values = augmented_values(generator, critic, inputs, drawn)
    tensors = {f"drawn/{role}/{name}": v for role, parts in drawn.items() for name, v in parts.items()}
    tensors.update(values)

    generator, critic = generator.double(), critic.double()
    exact_inputs = {name: value.double() for name, value in inputs.items()}
    for parts in drawn.values():
        parts["color"] = parts["color"].double()
    check_gradients_by_differences(generator, critic, exact_inputs, drawn)
    check_precision("training-augmented", values, augmented_values(generator, critic, exact_inputs, drawn))
    metadata = {"config": json.dumps(config)}
    write_safetensors(folder / "training-augmented.safetensors", tensors, metadata)


# -------------------------------------------------------------------------------------------------- the grids

# images, columns, padding, pad_value, width, height
GRIDS = [
    (1, 8, 2, 0.0, 5, 4),
    (7, 3, 2, 0.5, 5, 4),
    (40, 8, 1, 0.5, 3, 3),
    (5, 8, 0, 1.0, 4, 5),
    (6, 2, 3, 0.25, 3, 3),
]


def to_bytes(levels):
    """As torchvision's save_image has it."""
    return levels.mul(255).add(0.5).clamp(0, 255).byte()


def write_grids(folder):
    torch.manual_seed(2)
    tensors, metadata = {}, {}
    for k, (count, columns, padding, pad_value, width, height) in enumerate(GRIDS):
        images = torch.rand(count, 3, height, width) * 2.4 - 1.2
        levels = ((images + 1) / 2).clamp(0, 1)
        if not torch.equal(to_bytes(levels), to_bytes(((images.double() + 1) / 2).clamp(0, 1))):
            raise SystemExit("a level falls between two bytes, where rounding decides: choose another seed")
        grid = make_grid(levels, nrow=columns, padding=padding, pad_value=pad_value)
        tensors[f"images/{k}"] = images
        tensors[f"bytes/{k}"] = to_bytes(levels).permute(0, 2, 3, 1)
        tensors[f"grid/{k}"] = to_bytes(grid).permute(1, 2, 0)
        keys = ["count", "columns", "padding", "pad_value", "width", "height"]
        metadata[f"layout/{k}"] = json.dumps(dict(zip(keys, GRIDS[k])))
    write_safetensors(folder / "grids.safetensors", tensors, metadata)


# -------------------------------------------------------------------------------------- the measure of quality


def write_quality(folder):
    inputs, values, exact = quality_values()
    check_precision("quality", values, exact)
    write_safetensors(folder / "quality.safetensors", {**inputs, **values}, {})


# ------------------------------------------------------------------------------------------------ the latents

SEEDS = [0, 7, 123456789]


def lerp(a, b, t):
    return (1 - t) * a + t * b


def slerp(a, b, t):
    cosine = torch.dot(a / a.norm(), b / b.norm()).clamp(-1, 1)
    omega = torch.acos(cosine)
    if torch.sin(omega) < 1e-6:
        return lerp(a, b, t)
    return torch.sin((1 - t) * omega) / torch.sin(omega) * a + torch.sin(t * omega) / torch.sin(omega) * b


def latent_grid(a, b, steps, split, interpolate):
    """Rows j from the top, then columns i from the left: [(steps + 1)^2, latent_size]."""
    a, b = a.double(), b.double()
    rows = []
    for j in range(steps + 1):
        for i in range(steps + 1):
            first = interpolate(a[:split], b[:split], i / steps)
            second = interpolate(a[split:], b[split:], j / steps)
            rows.append(torch.cat([first, second]))
    return torch.stack(rows).float()


def write_latents(folder):
    torch.manual_seed(3)
    pairs = {str(size): (torch.randn(size), torch.randn(size)) for size in [10, 7]}
    # Halves that point the same way and opposite ways: both have no arc, so slerp goes straight.
    start = torch.randn(10)
    pairs["aligned"] = (start, torch.cat([start[:5] * -0.5, start[5:] * 2]))

    # the pair's name, steps, split
    layouts = [("10", 10, 5), ("10", 4, 5), ("10", 4, 3)]
    layouts += [("7", 10, 3), ("7", 4, 3), ("7", 4, 5), ("aligned", 4, 5)]
    cases = [(*layout, interpolate) for layout in layouts for interpolate in [lerp, slerp]]
    tensors, metadata = {}, {}
    for name, (a, b) in pairs.items():
        tensors[f"a/{name}"], tensors[f"b/{name}"] = a, b
    for k, (name, steps, split, interpolate) in enumerate(cases):
        a, b = pairs[name]
        tensors[f"grid/{k}"] = latent_grid(a, b, steps, split, interpolate)
        case = {"pair": name, "latent_size": len(a), "steps": steps, "split": split}
        metadata[f"case/{k}"] = json.dumps(dict(case, interpolation=interpolate.__name__))

    # Below 16 values PyTorch draws in another way, and an odd count leaves half a pair for the next draw.
    for seed in SEEDS:
        for size, name in [(100, f"seeded/{seed}"), (10, f"seeded-10/{seed}"), (7, f"seeded-7/{seed}")]:
            torch.manual_seed(seed)
            tensors[name] = torch.cat([torch.randn(1, size) for _ in range(5)])
    write_safetensors(folder / "latents.safetensors", tensors, metadata)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "fixtures"
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    write_safetensors(folder / "augment.safetensors", augment_values(), {})
    write_training(folder)
    write_augmented_training(folder)
    write_grids(folder)
    write_latents(folder)
    write_quality(folder)


if __name__ == "__main__":
    main()
