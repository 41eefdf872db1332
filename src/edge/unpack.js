// The bundle comes in streams: all opcodes, all numbers of one kind, and so on (see prerender/streams.rs). Here they become a
// module. One that is served while it is worked on is a module already.
async function unpack(response) {
  if (!response.ok) throw response.status;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[8]) return bytes;
  let at = 270, opened = 0;
  const number = () => {
    let value = 0, shift = 0, byte;
    do {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value;
  };
  const out = new Uint8Array(number()), before = number(), functions = number();
  const lengths = Array.from({ length: number() }, number), known = [];
  let end = before, behind = at + before;
  out.set(bytes.subarray(at, behind));
  // Where each stream goes on, in the order in which they are first needed; `known` says which is whose.
  const places = lengths.map((length) => (behind += length) - length);
  const byte = (key) => (out[end++] = bytes[places[(known[key] ??= opened++)]++]);
  const copy = (key, others = key) => {
    let last = byte(key);
    while (last > 127) last = byte(others);
    return last;
  };
  const OPCODES = 0, LOCALS = 1, OFFSETS = 2;
  for (let left = functions; left--; ) {
    const start = end;
    end += 4;
    for (let count = 2 * copy(LOCALS); count--; ) copy(LOCALS);
    for (let depth = 1, before = 0; depth; ) {
      const opcode = byte(OPCODES), shape = bytes[14 + opcode], key = opcode << 10, ahead = places[known[OPCODES]];
      // A stream that is cut off has no end.
      if (opcode === undefined) throw "cut off";
      if (opcode > 1 && opcode < 5) depth++;
      if (opcode === 11) depth--;
      let count = shape & 15;
      if (count === 3 || count === 15) {
        const first = copy(key);
        for (count = count < 15 ? first + 1 : first < 8 ? 0 : first & 1 || first > 14 ? 1 : 2; count--; ) copy(key | 512);
      } else if (count > 3) {
        while (count--) byte(key);
      } else if (shape & 16) {
        // What comes next tells what the number is for, behind a local and a constant what comes then.
        copy(key | (opcode === 32 && bytes[ahead] === 65 ? 256 | bytes[ahead + 1] : bytes[ahead]));
      } else if (count) {
        copy(key);
        if (count > 1) copy(key | 512 | (shape & 32 && before), shape & 64 ? OFFSETS : undefined);
      }
      before = opcode;
    }
    for (let index = 0; index < 4; index++) out[start + index] = (((end - start - 4) >> (7 * index)) & 127) | (index < 3 && 128);
  }
  out.set(bytes.subarray(behind), end);
  return out;
}
