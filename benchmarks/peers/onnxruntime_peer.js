// ONNX Runtime's side of the comparison: answers requests, one line of JSON each. It only predicts.
'use strict'
const fs = require('fs')
const path = require('path')
const runtime = require('onnxruntime-node')

const blockSeconds = 2e-3
// A call that takes longer needs no call before it to warm the caches up, and is a block of its own.
const longSeconds = 5e-2
let session
let batches
let next = 0

const now = () => Number(process.hrtime.bigint()) / 1e9

const floats = file => {
  const bytes = fs.readFileSync(file)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

const feeds = (folder, description, index) => Object.fromEntries(description.inputs.map((shape, number) => [
  `input${number}`,
  new runtime.Tensor('float32', floats(path.join(folder, `${index}.input${number}.f32`)), [description.batch, ...shape])
]))

const call = () => session.run(batches[next++ % batches.length])

const block = async calls => {
  const start = now()
  for (let i = 0; i < calls; i++) await call()
  return (now() - start) / calls
}

const requests = {
  open: async request => {
    const description = JSON.parse(fs.readFileSync(path.join(request.folder, 'workload.json')))
    session = await runtime.InferenceSession.create(path.join(request.folder, 'model.onnx'), {
      intraOpNumThreads: request.threads, interOpNumThreads: 1, graphOptimizationLevel: 'all', executionMode: 'sequential', logSeverityLevel: 3
    })
    batches = Array.from({ length: description.batches }, (_, index) => feeds(request.folder, description, index))
    const { version } = JSON.parse(fs.readFileSync(path.join(path.dirname(require.resolve('onnxruntime-node')), '..', 'package.json')))
    return { version: `ONNX Runtime ${version}` }
  },
  check: async () => ({ output: Array.from((await session.run(batches[0])).output.data) }),
  calls: async request => {
    for (let i = 0; i < request.count; i++) await call()
    return {}
  },
  restart: async () => ({}),
  // The median over blocks of calls, each of at least two milliseconds; the same as in Server.cs.
  time: async request => {
    const end = now() + request.seconds
    const one = await block(1)
    const blocks = one > longSeconds ? [one] : []
    const calls = one > longSeconds ? 1 : Math.max(1, Math.floor(blockSeconds / Math.max(await block(1), 1e-7)))
    while (blocks.length === 0 || now() < end) blocks.push(await block(calls))
    blocks.sort((a, b) => a - b)
    return { seconds: (blocks[(blocks.length - 1) >> 1] + blocks[blocks.length >> 1]) / 2 }
  }
}

const main = async () => {
  for await (const line of require('readline').createInterface({ input: process.stdin })) {
    const request = JSON.parse(line)
    let answer
    try {
      answer = await requests[request.do](request)
    } catch (error) {
      answer = { error: String(error) }
    }
    process.stdout.write(JSON.stringify(answer) + '\n')
  }
}

main()
