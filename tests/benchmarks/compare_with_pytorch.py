#!/usr/bin/env python3
"""Times the training step of `quick` here and in plain PyTorch, in turn, on one thread each.

    python3 tests/benchmarks/compare_with_pytorch.py build/release/bin/train_step_benchmark [ROUNDS]

Needs Debian's python3-torch. The PyTorch step is what a careful script does: no generator backward in the critic's
update, no critic weight gradients in the generator's. Prints the medians and the ratio.
"""
import re
import statistics
import subprocess
import sys
import time

import torch
from torch import nn

LATENT, CHANNELS, SIZE, BATCH, CRITIC_UPDATES, LAMBDA = 64, 32, 32, 64, 2, 10


def networks():
    wide = CHANNELS * SIZE // 8
    up, channels = [nn.ConvTranspose2d(LATENT, wide, 4, 1, 0, bias=False)], wide
    while channels > CHANNELS:
        up += [nn.BatchNorm2d(channels), nn.ReLU(), nn.ConvTranspose2d(channels, channels // 2, 4, 2, 1, bias=False)]
        channels //= 2
    up += [nn.BatchNorm2d(channels), nn.ReLU(), nn.ConvTranspose2d(channels, 3, 4, 2, 1, bias=False), nn.Tanh()]
    down, before = [], 3
    while channels <= wide:
        down += [nn.Conv2d(before, channels, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)]
        before, channels = channels, channels * 2
    down += [nn.Conv2d(before, 1, 4, bias=False), nn.Flatten(0)]
    generator, critic = nn.Sequential(*up), nn.Sequential(*down)
    for network in (generator, critic):
        for parameter in network.parameters():
            if parameter.dim() == 4:
                nn.init.normal_(parameter, 0.0, 0.02)
    return generator, critic


class Steps:
    def __init__(self):
        torch.manual_seed(1)
        self.generator, self.critic = networks()
        self.generator_adam = torch.optim.Adam(self.generator.parameters(), 2e-4, betas=(0.0, 0.9))
        self.critic_adam = torch.optim.Adam(self.critic.parameters(), 2e-4, betas=(0.0, 0.9))
        self.real = torch.rand(BATCH, 3, SIZE, SIZE) * 2 - 1
        self.done = 0

    def step(self):
        with torch.no_grad():
            fake = self.generator(torch.randn(BATCH, LATENT, 1, 1))
        alpha = torch.rand(BATCH, 1, 1, 1)
        x_hat = (alpha * self.real + (1 - alpha) * fake).requires_grad_()
        (gradient,) = torch.autograd.grad(self.critic(x_hat).sum(), x_hat, create_graph=True)
        penalty = LAMBDA * ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()
        loss = self.critic(fake).mean() - self.critic(self.real).mean() + penalty
        self.critic_adam.zero_grad()
        loss.backward()
        self.critic_adam.step()
        loss.item()
        self.done += 1
        if self.done % CRITIC_UPDATES:
            return
        self.critic.requires_grad_(False)
        loss = -self.critic(self.generator(torch.randn(BATCH, LATENT, 1, 1))).mean()
        self.generator_adam.zero_grad()
        loss.backward()
        self.generator_adam.step()
        self.critic.requires_grad_(True)

    def milliseconds(self, count):
        start = time.perf_counter()
        for _ in range(count):
            self.step()
        return (time.perf_counter() - start) * 1000 / count


def main():
    benchmark, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    steps, ours, theirs = Steps(), [], []
    steps.milliseconds(10)
    for _ in range(rounds):
        command = [benchmark, "quick", "--steps", "30", "--rounds", "1", "--threads", "1"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        ours.append(float(re.search(r"median ([0-9.]+) ms", printed).group(1)))
        theirs.append(steps.milliseconds(30))
    ratios = [b / a for a, b in zip(ours, theirs)]
    print(f"quick, 1 thread, {rounds} rounds in turn, medians:")
    print(f"  here     {statistics.median(ours):.1f} ms a step, {1000 * BATCH / statistics.median(ours):.0f} images/s")
    print(f"  PyTorch  {statistics.median(theirs):.1f} ms a step, {1000 * BATCH / statistics.median(theirs):.0f} images/s")
    print(f"  ratio    {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); above 1: faster here")


if __name__ == "__main__":
    main()
