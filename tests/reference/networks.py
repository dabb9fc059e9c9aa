"""The networks of the DCGAN family in plain PyTorch, under the names that others give them: the article's
(ConvT1, batchN1 ...; Conv1, batchN1 ...) and those of PyTorch's DCGAN example (main.0, main.1 ...). Written
after those two, not after the program.

`norm` is None or one of "batch", "layer" and "instance"; `bias` "none", "last" or "all".
"""

import torch
from torch import nn
from torch.nn import functional as F


def norm_layer(norm, channels):
    if norm == "batch":
        return nn.BatchNorm2d(channels)
    if norm == "layer":
        return nn.GroupNorm(1, channels)
    return nn.GroupNorm(channels, channels)


def has_bias(bias, last):
    return bias == "all" or (bias == "last" and last)


def generator_widths(size, channels):
    """Output channels of each layer: 64 pixels and 64 channels give 512, 256, 128, 64, 3."""
    widths = [3]
    while 4 * 2 ** (len(widths) - 1) < size:
        widths.insert(0, channels)
        channels *= 2
    return widths


def critic_widths(size, channels):
    widths = []
    while size > 4:
        widths.append(channels)
        channels *= 2
        size //= 2
    return widths + [1]


class ArticleGenerator(nn.Module):
    def __init__(self, size, latent, channels, norm, bias):
        super().__init__()
        self.latent, self.norm = latent, norm
        widths = generator_widths(size, channels)
        previous = latent
        for number, width in enumerate(widths, 1):
            last = number == len(widths)
            stride, padding = (1, 0) if number == 1 else (2, 1)
            setattr(self, f"ConvT{number}",
                    nn.ConvTranspose2d(previous, width, 4, stride, padding, bias=has_bias(bias, last)))
            if norm and not last:
                setattr(self, f"batchN{number}", norm_layer(norm, width))
            previous = width
        self.count = len(widths)

    def forward(self, z):
        x = z.reshape(-1, self.latent, 1, 1)
        for number in range(1, self.count):
            x = getattr(self, f"ConvT{number}")(x)
            if self.norm:
                x = getattr(self, f"batchN{number}")(x)
            x = F.relu(x)
        return torch.tanh(getattr(self, f"ConvT{self.count}")(x))


class ArticleCritic(nn.Module):
    def __init__(self, size, channels, norm, bias, first_norm):
        super().__init__()
        widths = critic_widths(size, channels)
        previous = 3
        for number, width in enumerate(widths, 1):
            last = number == len(widths)
            stride, padding = (1, 0) if last else (2, 1)
            setattr(self, f"Conv{number}",
                    nn.Conv2d(previous, width, 4, stride, padding, bias=has_bias(bias, last)))
            if norm and not last and (number > 1 or first_norm):
                setattr(self, f"batchN{number}", norm_layer(norm, width))
            previous = width
        self.count = len(widths)

    def forward(self, x):
        for number in range(1, self.count):
            x = getattr(self, f"Conv{number}")(x)
            if hasattr(self, f"batchN{number}"):
                x = getattr(self, f"batchN{number}")(x)
            x = F.leaky_relu(x, 0.2)
        return getattr(self, f"Conv{self.count}")(x).reshape(-1)


class DcganGenerator(nn.Module):
    def __init__(self, size, latent, channels, norm, bias):
        super().__init__()
        layers = []
        previous = latent
        widths = generator_widths(size, channels)
        for width in widths[:-1]:
            stride, padding = (1, 0) if not layers else (2, 1)
            layers.append(nn.ConvTranspose2d(previous, width, 4, stride, padding, bias=has_bias(bias, False)))
            if norm:
                layers.append(norm_layer(norm, width))
            layers.append(nn.ReLU(True))
            previous = width
        layers += [nn.ConvTranspose2d(previous, 3, 4, 2, 1, bias=has_bias(bias, True)), nn.Tanh()]
        self.main = nn.Sequential(*layers)

    def forward(self, z):
        return self.main(z.reshape(z.size(0), -1, 1, 1))


class DcganCritic(nn.Module):
    def __init__(self, size, channels, norm, bias, first_norm):
        super().__init__()
        layers = []
        previous = 3
        widths = critic_widths(size, channels)
        for width in widths[:-1]:
            first = not layers
            layers.append(nn.Conv2d(previous, width, 4, 2, 1, bias=has_bias(bias, False)))
            if norm and (first_norm or not first):
                layers.append(norm_layer(norm, width))
            layers.append(nn.LeakyReLU(0.2, inplace=True))
            previous = width
        layers.append(nn.Conv2d(previous, 1, 4, 1, 0, bias=has_bias(bias, True)))
        self.main = nn.Sequential(*layers)

    def forward(self, x):
        return self.main(x).reshape(-1)
