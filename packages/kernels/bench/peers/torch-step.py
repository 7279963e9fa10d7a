"""PyTorch's turn in `pnpm bench`: the same GPT, first weights, batches and AdamW, in eager mode.

Arguments: threads, a JSON file with the sizes and the parameters' names and shapes, and a file with their values
(float32, one after another). Then one line per turn on stdin, the number of steps to run; the answer is one line of
JSON on stdout: {"ms": [...], "losses": [...]}.
"""

import json
import math
import sys
import time

import torch
import torch.nn.functional as F

threads, layout_file, values_file = int(sys.argv[1]), sys.argv[2], sys.argv[3]
torch.set_num_threads(threads)
with open(layout_file) as file:
    layout = json.load(file)
sizes = layout["sizes"]
L, C, H, T, B, V = (sizes[name] for name in ("nLayer", "nEmbd", "nHead", "T", "B", "V"))
values = torch.frombuffer(bytearray(open(values_file, "rb").read()), dtype=torch.float32)
W, start = {}, 0
for name, shape in layout["parameters"]:
    size = math.prod(shape)
    W[name] = torch.nn.Parameter(values[start : start + size].view(shape).clone())
    start += size
# As nn.Linear keeps them, [out, in]: the form PyTorch's own products are tuned for.
for name, weight in W.items():
    if name.endswith(".weight") or name == "head":
        W[name] = torch.nn.Parameter(weight.detach().t().contiguous())

causal = torch.tril(torch.ones(T, T)).view(1, 1, T, T) == 0
places = torch.arange(T)


def norm(x, name):
    return F.layer_norm(x, (C,), W[name + ".gain"], W[name + ".bias"], 1e-5)


def linear(x, name):
    return F.linear(x, W[name + ".weight"], W[name + ".bias"])


def attention(qkv):
    q, k, v = (part.view(B, T, H, C // H).transpose(1, 2) for part in qkv.split(C, 2))
    if hasattr(F, "scaled_dot_product_attention"):
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    else:  # before PyTorch 2
        scores = (q @ k.transpose(-2, -1)) * (1 / math.sqrt(C // H))
        y = F.softmax(scores.masked_fill(causal, float("-inf")), -1) @ v
    return y.transpose(1, 2).contiguous().view(B, T, C)


def loss_of(ids, targets):
    x = F.embedding(ids, W["wte"]) + F.embedding(places, W["wpe"])
    for layer in range(L):
        x = x + linear(attention(linear(norm(x, f"{layer}.ln1"), f"{layer}.qkv")), f"{layer}.out")
        up = linear(norm(x, f"{layer}.ln2"), f"{layer}.up")
        x = x + linear(F.gelu(up, approximate="tanh"), f"{layer}.down")
    return F.cross_entropy(F.linear(norm(x, "ln"), W["head"]).view(-1, V), targets.view(-1))


decayed = [weight for weight in W.values() if weight.dim() > 1]
others = [weight for weight in W.values() if weight.dim() == 1]
groups = [{"params": decayed, "weight_decay": layout["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
optimizer = torch.optim.AdamW(groups, lr=layout["learningRate"], betas=(layout["beta1"], layout["beta2"]), eps=1e-8)
count = 0


def step():
    global count
    count += 1
    i = torch.arange(B * T)
    ids = (i * 7 + count + i % 5) % V
    targets = ids.roll(-1).view(B, T)
    loss = loss_of(ids.view(B, T), targets)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss.item()


def find_blas():
    with open("/proc/self/maps") as maps:
        libraries = {line.split()[-1] for line in maps if "blas" in line or "libmkl" in line}
    return sorted(libraries)[-1] if libraries else ""


try:
    blas = find_blas()
except OSError:  # no Linux: nothing to look at
    blas = "unknown"
print(json.dumps({"torch": torch.__version__, "blas": blas}), flush=True)
for line in sys.stdin:
    times, losses = [], []
    for _ in range(int(line)):
        begin = time.perf_counter()
        losses.append(step())
        times.append((time.perf_counter() - begin) * 1000)
    print(json.dumps({"ms": times, "losses": losses}), flush=True)
